package kalem.formats.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.json.JavaScriptNumber;
import kalem.formats.image.FoundClasses.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns named values back into answers, nested by their names: the reverse of NamedAnswer. */
final class AnswerNesting {
  private final ArrayNode top;
  private final Questions questions;
  private final OptionalInt page;
  private final Map<String, Nested> byName = new HashMap<>();

  /** Where a question without a parent is noted. */
  interface Questions {
    Found question(String title);
  }

  private record Nested(ObjectNode node, Found found) {}

  /**
   * Begins a list.
   *
   * @param top the list that gets the answers without a parent
   * @param page set on the answers without a parent
   */
  AnswerNesting(ArrayNode top, Questions questions, OptionalInt page) {
    this.top = top;
    this.questions = questions;
    this.page = page;
  }

  /**
   * Adds values, shorter names first, so that parents come before their children.
   *
   * @return the names whose values are no answers
   */
  List<String> add(Map<String, JsonNode> named) {
    List<String> refused = new ArrayList<>();
    named.entrySet().stream()
        .filter(each -> !saysNothing(each.getValue()))
        .sorted(Comparator.comparingInt(each -> each.getKey().length()))
        .forEach(
            each ->
                value(each.getValue())
                    .ifPresentOrElse(
                        value -> add(each.getKey(), value), () -> refused.add(each.getKey())));
    return refused;
  }

  private static boolean saysNothing(JsonNode value) {
    return value.isNull()
        || (value.isArray() && value.isEmpty())
        || (value.isString() && value.stringValue().isEmpty());
  }

  private void add(String name, JsonNode value) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      Nested parent = byName.get(name.substring(0, dot));
      String title = name.substring(dot + 1);
      if (parent != null && !title.isEmpty()) {
        ObjectNode node = parent.node().withArray("classifications").addObject();
        note(name, new Nested(node.put("title", title), parent.found().question(title)), value);
        return;
      }
    }
    ObjectNode node = top.addObject().put("title", name);
    page.ifPresent(number -> node.put("page", number));
    note(name, new Nested(node, questions.question(name)), value);
  }

  private void note(String name, Nested nested, JsonNode value) {
    nested.node().set("answer", value);
    nested.found().answered(value);
    byName.put(name, nested);
  }

  /** The value in the form of an answer; nothing for one that says nothing or is none. */
  private static Optional<JsonNode> value(JsonNode given) {
    if (given.isBoolean()) {
      return Optional.of(given);
    }
    return given.isArray() ? list(given) : text(given).map(JsonNodeFactory.instance::stringNode);
  }

  private static Optional<JsonNode> list(JsonNode given) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : given) {
      Optional<String> text = each.isBoolean() ? Optional.of(each.asString()) : text(each);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  private static Optional<String> text(JsonNode given) {
    String text =
        given.isNumber()
            ? JavaScriptNumber.text(given.doubleValueOpt().orElse(Double.NaN))
            : given.stringValue("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
