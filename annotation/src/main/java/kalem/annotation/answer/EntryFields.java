package kalem.annotation.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/** The members that entries of every kind share, as read from JSON. */
final class EntryFields {
  private static final Set<String> SHARED =
      Set.of(
          "objectId",
          "schemaId",
          "title",
          "tool",
          "page",
          "keyFrame",
          "interpolationStopped",
          "lock",
          "classifications",
          "metadata");

  private EntryFields() {}

  /** The text of a member; empty when absent or not a text. */
  static String text(JsonNode node, String key) {
    return node.path(key).stringValueOpt().orElse("");
  }

  /** An id; old files hold the small integers of voxel brushes as numbers. */
  static String id(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isIntegralNumber() ? value.bigIntegerValue().toString() : text(node, key);
  }

  static boolean flag(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isBoolean() && value.booleanValue();
  }

  static Marks marks(JsonNode node) {
    JsonNode page = node.path("page");
    return new Marks(
        isPage(page) ? OptionalInt.of((int) page.doubleValue()) : OptionalInt.empty(),
        flag(node, "keyFrame"),
        flag(node, "interpolationStopped"),
        flag(node, "lock"));
  }

  static boolean isPage(JsonNode page) {
    double number = page.isNumber() ? page.doubleValueOpt().orElse(-1) : -1;
    return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number);
  }

  static Optional<Metadata> metadata(JsonNode node) {
    return node.path("metadata").isObject()
        ? Optional.of(Metadata.of(node.get("metadata")))
        : Optional.empty();
  }

  /** All members but the shared ones and those named. */
  static Map<String, JsonText> extras(JsonNode node, Set<String> known) {
    Map<String, JsonText> extras = Map.of();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!SHARED.contains(member.getKey()) && !known.contains(member.getKey())) {
        extras = extras.isEmpty() ? new LinkedHashMap<>() : extras;
        extras.put(member.getKey(), JsonText.of(member.getValue()));
      }
    }
    return extras;
  }
}
