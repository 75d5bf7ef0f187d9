package kalem.formats.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;

/**
 * An answer as a named value, for formats whose attributes do not nest. The name is the title of
 * the question; that of a nested one begins with its parent's and a dot, such as {@code
 * Vehicle.Type}.
 */
public record NamedAnswer(String name, AnswerValue value) {

  /**
   * Answers and those nested in them, parents first. The answers of a question that was answered
   * several times become one list.
   */
  public static List<NamedAnswer> flat(List<ClassificationAnswer> answers) {
    if (answers.isEmpty()) {
      return List.of();
    }
    Map<String, AnswerValue> byName = new LinkedHashMap<>();
    collect("", answers, byName);
    List<NamedAnswer> flat = new ArrayList<>(byName.size());
    byName.forEach((name, value) -> flat.add(new NamedAnswer(name, value)));
    return flat;
  }

  private static void collect(
      String prefix, List<ClassificationAnswer> answers, Map<String, AnswerValue> byName) {
    for (ClassificationAnswer answer : answers) {
      String name = prefix + answer.title();
      byName.merge(name, answer.answer(), NamedAnswer::joined);
      collect(name + ".", answer.classifications(), byName);
    }
  }

  private static AnswerValue joined(AnswerValue before, AnswerValue next) {
    List<String> values = new ArrayList<>(texts(before));
    values.addAll(texts(next));
    return new AnswerValue.Several(values);
  }

  private static List<String> texts(AnswerValue value) {
    return switch (value) {
      case AnswerValue.Single(String text) -> List.of(text);
      case AnswerValue.Several(List<String> texts) -> texts;
      case AnswerValue.YesOrNo(boolean isYes) -> List.of(Boolean.toString(isYes));
      case AnswerValue.Verbatim(var json) -> List.of(json.text());
    };
  }

  /** The texts of the value: one, or several for a list. */
  public List<String> texts() {
    return texts(value);
  }
}
