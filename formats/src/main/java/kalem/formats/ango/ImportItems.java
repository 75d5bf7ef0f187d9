package kalem.formats.ango;

import java.util.List;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.FaultyItem;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recognises the forms an element may have: labels at the top, under {@code answer}, or as a row of
 * an export.
 */
final class ImportItems {
  /** Rows from before workflows have a list of tasks; its first is the one that counts. */
  private static final String LEGACY_TASKS = "tasks";

  private static final List<String> LABEL_KEYS =
      List.of(
          "objects",
          "tools",
          "classifications",
          "relations",
          "brushDataUrl",
          "medicalBrushDataUrl",
          "answer",
          "task");

  private ImportItems() {}

  static ImportEntry of(long index, JsonNode element) {
    if (!element.isObject()) {
      return faulty(index, element, ProblemCode.NOT_AN_OBJECT, "An item must be an object.");
    }
    if (!element.has(LEGACY_TASKS) && LABEL_KEYS.stream().noneMatch(element::has)) {
      return faulty(
          index,
          element,
          ProblemCode.NO_LABELS,
          "An item needs at least one of " + String.join(", ", LABEL_KEYS) + ".");
    }
    return item(index, modern(element));
  }

  /** A legacy row as one of today (export-format section 16). */
  private static JsonNode modern(JsonNode element) {
    if (element.has("task") || !element.path(LEGACY_TASKS).isArray()) {
      return element;
    }
    ObjectNode row = ((ObjectNode) element).deepCopy();
    JsonNode first = row.remove(LEGACY_TASKS).path(0);
    return row.set("task", first.isObject() ? first : JsonNodeFactory.instance.objectNode());
  }

  static FaultyItem faulty(long index, JsonNode element, ProblemCode code, String message) {
    Problem problem = new Problem(code, "[" + index + "]", message);
    return new FaultyItem(index, text(element, "externalId"), problem);
  }

  private static ImportItem item(long index, JsonNode element) {
    JsonNode task = element.path("task");
    JsonNode answer = element.path("answer");
    return new ImportItem(
        index,
        text(element, "taskId").or(() -> text(task, "taskId")),
        text(element, "assetId"),
        text(element, "data").or(() -> task.isObject() ? text(element, "asset") : Optional.empty()),
        text(element, "externalId"),
        mask("brushDataUrl", element, task, answer),
        mask("medicalBrushDataUrl", element, task, answer),
        element);
  }

  private static Optional<String> mask(
      String key, JsonNode element, JsonNode task, JsonNode answer) {
    return text(element, key).or(() -> text(task, key)).or(() -> text(answer, key));
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.path(key).stringValueOpt();
  }
}
