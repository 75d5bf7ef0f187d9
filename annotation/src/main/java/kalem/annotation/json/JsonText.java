package kalem.annotation.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value that is carried along without being looked into, as compact text. Equal texts are
 * equal values, as long as the members have the same order.
 */
public record JsonText(String text) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  public static JsonText of(JsonNode node) {
    return new JsonText(CompactJson.text(node));
  }

  public static JsonText ofString(String value) {
    StringBuilder text = new StringBuilder();
    new CompactJson(text).string(value);
    return new JsonText(text.toString());
  }

  public JsonNode node() {
    return parse(text);
  }

  /**
   * Parses any JSON text.
   *
   * @throws IllegalArgumentException when it is not JSON
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("Not JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  /**
   * Parses any JSON text.
   *
   * @param text holds the text as UTF-8
   * @throws IllegalArgumentException when it is not JSON
   */
  public static JsonNode parse(byte[] text, int offset, int length) {
    try {
      return MAPPER.readTree(text, offset, length);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("Not JSON: " + broken.getOriginalMessage(), broken);
    }
  }
}
