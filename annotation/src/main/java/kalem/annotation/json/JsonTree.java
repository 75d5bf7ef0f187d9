package kalem.annotation.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds trees from tokens, one small tree after the other. A mapper does the same, but looks its
 * deserializer up for each of them, which takes longer than building most entries of an answer.
 */
public final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /**
   * The value whose first token is the current one; its last is the current one afterwards.
   *
   * @throws IllegalArgumentException when no value begins here
   */
  public static JsonNode read(JsonParser tokens) {
    return switch (tokens.currentToken()) {
      case START_OBJECT -> members(tokens, NODES.objectNode());
      case START_ARRAY -> elements(tokens);
      case VALUE_STRING -> NODES.stringNode(tokens.getString());
      case VALUE_NUMBER_INT -> whole(tokens);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(tokens.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default ->
          throw new IllegalArgumentException("No value begins with " + tokens.currentToken());
    };
  }

  /** Adds the members that follow, up to the end of the object whose inside this is. */
  public static ObjectNode members(JsonParser tokens, ObjectNode object) {
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = tokens.currentName();
      tokens.nextToken();
      object.set(name, read(tokens));
    }
    return object;
  }

  private static ArrayNode elements(JsonParser tokens) {
    ArrayNode array = NODES.arrayNode();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(tokens));
    }
    return array;
  }

  private static JsonNode whole(JsonParser tokens) {
    return switch (tokens.getNumberType()) {
      case INT -> NODES.numberNode(tokens.getIntValue());
      case LONG -> NODES.numberNode(tokens.getLongValue());
      default -> NODES.numberNode(tokens.getBigIntegerValue());
    };
  }
}
