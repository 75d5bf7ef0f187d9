package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * What was answered to one question (export-format section 10): option values and never option ids.
 */
public sealed interface AnswerValue {
  /** The answer of a radio, single dropdown, text or single instance question. */
  record Single(String value) implements AnswerValue {
    @Override
    public void write(CompactJson json) {
      json.string(value);
    }

    @Override
    public List<String> values() {
      return List.of(value);
    }
  }

  /** The answer of a checkbox, multiple dropdown, tree, rank or several-instance question. */
  record Several(List<String> values) implements AnswerValue {
    public Several {
      values = List.copyOf(values);
    }

    @Override
    public void write(CompactJson json) {
      json.array();
      values.forEach(json::string);
      json.endArray();
    }
  }

  /** The answer of a boolean question. */
  record YesOrNo(boolean value) implements AnswerValue {
    @Override
    public void write(CompactJson json) {
      json.bool(value);
    }

    @Override
    public List<String> values() {
      return List.of();
    }
  }

  /** Uploaded files, and whatever an unknown question was answered with; kept word for word. */
  record Verbatim(JsonText json) implements AnswerValue {
    @Override
    public void write(CompactJson out) {
      out.raw(json.text());
    }

    @Override
    public List<String> values() {
      return List.of();
    }
  }

  void write(CompactJson json);

  /** The texts of the answer, one for a single answer; none for those that hold no text. */
  List<String> values();

  /** Reads an answer by its JSON type alone. */
  static AnswerValue of(JsonNode node) {
    if (node.isString()) {
      return new Single(node.stringValue());
    }
    if (node.isBoolean()) {
      return new YesOrNo(node.booleanValue());
    }
    if (node.isArray() && node.valueStream().allMatch(JsonNode::isString)) {
      List<String> values = new ArrayList<>(node.size());
      node.forEach(each -> values.add(each.stringValue()));
      return new Several(values);
    }
    return new Verbatim(JsonText.of(node));
  }
}
