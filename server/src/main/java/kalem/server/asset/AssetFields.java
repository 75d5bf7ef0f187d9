package kalem.server.asset;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;

/** Reads and checks the fields that callers set on assets, the same at import and at update. */
public final class AssetFields {
  private static final int LOWEST_PRIORITY = -1000;
  private static final int HIGHEST_PRIORITY = 1000;

  /** An index entry can not be longer. */
  private static final int LONGEST_EXTERNAL_ID_BYTES = 2000;

  private static final int LARGEST_CONTEXT_BYTES = 256 * 1024;

  private AssetFields() {}

  /** Empty when the field is absent or null. */
  public static Optional<Integer> priority(JsonNode object) {
    return given(object, "priority")
        .map(
            node -> {
              if (!node.isIntegralNumber()
                  || !node.canConvertToInt()
                  || node.asInt() < LOWEST_PRIORITY
                  || node.asInt() > HIGHEST_PRIORITY) {
                throw KalemException.invalid(
                    "priority must be a whole number from −1000 to 1000, got: " + node + ".");
              }
              return node.asInt();
            });
  }

  /** Empty when the field is absent, null or empty. Numbers are taken as text. */
  public static Optional<String> externalId(JsonNode object) {
    return given(object, "externalId")
        .map(
            node -> {
              if (!node.isString() && !node.isNumber()) {
                throw KalemException.invalid("externalId must be a text.");
              }
              return node.asString();
            })
        .filter(text -> !text.isEmpty())
        .map(AssetFields::checkedExternalId);
  }

  public static String checkedExternalId(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_EXTERNAL_ID_BYTES) {
      throw KalemException.invalid(
          "externalId must have at most " + LONGEST_EXTERNAL_ID_BYTES + " bytes.");
    }
    return checkedText("externalId", text);
  }

  /**
   * @throws KalemException when the database could not keep the text as it is
   */
  public static String checkedText(String field, String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw KalemException.invalid(field + " holds characters that are no text.");
    }
    return text;
  }

  /** A JSON object as text; empty when the field is absent or null. */
  public static Optional<String> metadata(JsonNode object) {
    return jsonObject(object, "metadata");
  }

  /** A JSON object as text; empty when the field is absent or null. */
  public static Optional<String> contextData(JsonNode object) {
    Optional<String> text = jsonObject(object, "contextData");
    if (text.filter(t -> t.getBytes(StandardCharsets.UTF_8).length > LARGEST_CONTEXT_BYTES)
        .isPresent()) {
      throw KalemException.invalid(
          "contextData must have at most " + LARGEST_CONTEXT_BYTES + " bytes.");
    }
    return text;
  }

  private static Optional<String> jsonObject(JsonNode object, String field) {
    return given(object, field)
        .map(
            node -> {
              if (!node.isObject()) {
                throw KalemException.invalid(field + " must be an object.");
              }
              return checkedJson(field, node);
            });
  }

  /** A JSON array of {@code {type, value}} as text; empty when the field is absent or null. */
  public static Optional<String> attachments(JsonNode object) {
    return given(object, "attachments")
        .map(
            list -> {
              if (!list.isArray() || !list.valueStream().allMatch(AssetFields::isAttachment)) {
                throw KalemException.invalid(
                    "attachments must be a list of objects with a text type and a text value.");
              }
              return checkedJson("attachments", list);
            });
  }

  private static boolean isAttachment(JsonNode node) {
    return node.path("type").isString() && node.path("value").isString();
  }

  /** A zero character would be escaped in JSON, so only broken surrogates can do harm here. */
  private static String checkedJson(String field, JsonNode node) {
    return checkedText(field, node.toString());
  }

  private static Optional<JsonNode> given(JsonNode object, String field) {
    return object.hasNonNull(field) ? Optional.of(object.path(field)) : Optional.empty();
  }
}
