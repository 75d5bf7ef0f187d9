package kalem.server.export;

import java.util.ArrayList;
import java.util.List;
import kalem.server.kernel.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows cut down to a size that can be shown: what goes over a row's budget is left out of its
 * lists, however large they are.
 */
final class SmallRows {
  private static final int VALUES = 5_000;
  private static final int LONGEST_TEXT = 2_000;

  private final JsonParser tokens;
  private final List<JsonNode> rows = new ArrayList<>();
  private boolean truncated;
  private int left;

  private SmallRows(JsonParser tokens) {
    this.tokens = tokens;
  }

  /** Reads JSON values that follow each other. */
  static SmallRows read(JsonParser tokens) {
    SmallRows small = new SmallRows(tokens);
    while (tokens.nextToken() != null) {
      small.left = VALUES;
      small.rows.add(small.value());
    }
    return small;
  }

  List<JsonNode> rows() {
    return List.copyOf(rows);
  }

  boolean isTruncated() {
    return truncated;
  }

  private JsonNode value() {
    return switch (tokens.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> text();
      default -> {
        left--;
        yield tokens.readValueAsTree();
      }
    };
  }

  private ObjectNode object() {
    ObjectNode object = Json.object();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      tokens.nextToken();
      object.set(name, value());
    }
    return object;
  }

  private ArrayNode list() {
    ArrayNode list = Json.MAPPER.createArrayNode();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (left > 0) {
        list.add(value());
      } else {
        tokens.skipChildren();
        truncated = true;
      }
    }
    return list;
  }

  private JsonNode text() {
    left--;
    String text = tokens.getString();
    if (text.length() > LONGEST_TEXT) {
      truncated = true;
      text = text.substring(0, LONGEST_TEXT) + "…";
    }
    return Json.MAPPER.getNodeFactory().stringNode(text);
  }
}
