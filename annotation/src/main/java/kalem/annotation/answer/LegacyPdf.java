package kalem.annotation.answer;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts the flat form of PDF areas, found in old samples, into the form of an export
 * (import-format section 5).
 */
final class LegacyPdf {
  private static final String[] RECTANGLE = {"x1", "y1", "x2", "y2", "width", "height"};

  private LegacyPdf() {}

  /**
   * The tool object converted, when it holds a flat PDF area; old samples also call that one a
   * bounding-box.
   */
  static Optional<JsonNode> modern(JsonNode object) {
    for (String key : new String[] {"pdf", "bounding-box"}) {
      if (isFlat(object.path(key))) {
        return Optional.of(converted((ObjectNode) object, key));
      }
    }
    return Optional.empty();
  }

  private static boolean isFlat(JsonNode value) {
    return value.has("x1") && value.has("pageNumber") && !value.has("position");
  }

  private static ObjectNode converted(ObjectNode object, String key) {
    ObjectNode result = object.deepCopy();
    JsonNode flat = result.remove(key);
    if (flat.has("objectId") && !result.hasNonNull("objectId")) {
      result.set("objectId", flat.get("objectId"));
    }
    ObjectNode pdf = result.putObject("pdf");
    ObjectNode position = pdf.putObject("position");
    ObjectNode rectangle = position.putObject("boundingRect");
    for (String name : RECTANGLE) {
      if (flat.has(name)) {
        rectangle.set(name, flat.get(name));
      }
    }
    position.putArray("rects");
    position.set("pageNumber", flat.get("pageNumber"));
    ObjectNode content = pdf.putObject("content");
    if (flat.has("text")) {
      content.set("text", flat.get("text"));
    }
    return result;
  }
}
