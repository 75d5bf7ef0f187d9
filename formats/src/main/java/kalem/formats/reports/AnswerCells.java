package kalem.formats.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;

/** One column per question of a schema, nested ones included, in schema order. */
final class AnswerCells {
  private static final String SEPARATOR = " | ";

  private final Map<String, String> titles = new LinkedHashMap<>();

  /**
   * @param ignored ids of classes that get no column
   */
  AnswerCells(CategorySchema schema, Set<String> ignored) {
    Map<String, Integer> copies = new HashMap<>();
    Set<String> taken = new HashSet<>();
    schema.classifications().stream()
        .flatMap(SchemaClass::withNested)
        .filter(each -> !ignored.contains(each.schemaId()))
        .forEach(each -> titles.putIfAbsent(each.schemaId(), unique(each.title(), copies, taken)));
  }

  private static String unique(String title, Map<String, Integer> copies, Set<String> taken) {
    String name = title;
    while (!taken.add(name)) {
      int copy = copies.merge(title, 1, Integer::sum) + 1;
      name = title + " (" + copy + ")";
    }
    return name;
  }

  List<String> titles() {
    return List.copyOf(titles.values());
  }

  /** The cells of an answer in the order of the titles; empty where nothing was answered. */
  List<String> of(List<ClassificationAnswer> answers) {
    Map<String, List<String>> texts = new HashMap<>();
    collect(answers, texts);
    return titles.keySet().stream()
        .map(id -> String.join(SEPARATOR, texts.getOrDefault(id, List.of())))
        .toList();
  }

  private void collect(List<ClassificationAnswer> answers, Map<String, List<String>> texts) {
    for (ClassificationAnswer answer : answers) {
      if (!answer.marks().interpolationStopped() && titles.containsKey(answer.schemaId())) {
        texts.computeIfAbsent(answer.schemaId(), id -> new ArrayList<>()).add(text(answer));
      }
      collect(answer.classifications(), texts);
    }
  }

  private static String text(ClassificationAnswer answer) {
    String text =
        switch (answer.answer()) {
          case AnswerValue.Single(String value) -> value;
          case AnswerValue.Several(List<String> values) -> String.join(SEPARATOR, values);
          case AnswerValue.YesOrNo(boolean value) -> Boolean.toString(value);
          case AnswerValue.Verbatim verbatim -> verbatim.json().text();
        };
    return answer.marks().page().isPresent() ? answer.marks().page().getAsInt() + ":" + text : text;
  }
}
