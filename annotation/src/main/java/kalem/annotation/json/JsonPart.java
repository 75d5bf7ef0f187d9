package kalem.annotation.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * One JSON value inside a longer text that has been seen to be well formed. The text may be larger
 * than memory; reading begins where the value does, as often as needed.
 */
public interface JsonPart {
  /** Tokens of the value, before its first one; locations count from its first byte. */
  JsonParser tokens();

  /**
   * A value inside this one.
   *
   * @param from its first byte, counted from the first of this value
   * @param to the byte after its last one
   */
  JsonPart part(long from, long to);

  /** Bytes of its text. */
  long length();

  /**
   * The value as a tree.
   *
   * @throws tools.jackson.core.JacksonException when a text or number in it is longer than allowed
   */
  default JsonNode tree() {
    try (JsonParser tokens = tokens()) {
      tokens.nextToken();
      return tokens.readValueAsTree();
    }
  }
}
