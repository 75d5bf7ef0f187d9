package kalem.formats.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/** Compares answers by what they say: classes, shapes, nested answers, who is related to whom. */
final class SameLabels {
  private final double tolerance;

  private SameLabels(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Fails when they differ.
   *
   * @param tolerance in pixels, for every number of a shape
   */
  static void check(Answer expected, Answer actual, double tolerance, String which) {
    new SameLabels(tolerance).check(expected, actual, which);
  }

  private void check(Answer expected, Answer actual, String which) {
    assertThat(actual.tools()).as(which).hasSameSizeAs(expected.tools());
    for (int i = 0; i < expected.tools().size(); i++) {
      ToolObject before = expected.tools().get(i);
      ToolObject after = actual.tools().get(i);
      assertThat(head(after)).as(which).isEqualTo(head(before));
      List<Double> numbersBefore = numbers(before);
      List<Double> numbersAfter = numbers(after);
      assertThat(numbersAfter).as(which).hasSameSizeAs(numbersBefore);
      for (int j = 0; j < numbersBefore.size(); j++) {
        assertThat(numbersAfter.get(j))
            .as(which + ", " + head(before))
            .isCloseTo(numbersBefore.get(j), within(tolerance));
      }
    }
    assertThat(answers(actual.classifications()))
        .as(which)
        .containsExactlyInAnyOrderElementsOf(answers(expected.classifications()));
    assertThat(links(actual)).as(which).containsExactlyInAnyOrderElementsOf(links(expected));
  }

  private static String head(ToolObject object) {
    return object.schemaId()
        + " "
        + object.geometry().key()
        + " "
        + answers(object.classifications()).stream().sorted().toList();
  }

  private static List<String> answers(List<ClassificationAnswer> answers) {
    return answers.stream()
        .map(
            each -> {
              StringBuilder value = new StringBuilder();
              each.answer().write(new CompactJson(value));
              return each.schemaId()
                  + "="
                  + value
                  + answers(each.classifications()).stream().sorted().toList();
            })
        .toList();
  }

  /** The numbers of a shape in the order in which they stand; a rotation may differ by a turn. */
  private static List<Double> numbers(ToolObject object) {
    StringBuilder text = new StringBuilder();
    object.geometry().write(new CompactJson(text));
    List<Double> numbers = new ArrayList<>();
    collect(JsonText.parse(text.toString()), numbers);
    return numbers;
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isNumber()) {
      numbers.add(node.doubleValue());
    }
    node.forEach(each -> collect(each, numbers));
  }

  /** Relations with the places of their ends among the objects, as ids may be new. */
  private static List<String> links(Answer answer) {
    Map<String, Integer> places = new HashMap<>();
    for (ToolObject object : answer.tools()) {
      places.put(object.objectId(), places.size());
    }
    List<String> links = new ArrayList<>();
    for (Relation relation : answer.relations()) {
      List<Integer> ends = relation.link().ends().stream().map(places::get).toList();
      links.add(relation.schemaId() + " " + ends);
    }
    return links;
  }
}
