package kalem.server.kernel;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** The one JSON mapper of the server, with the limits for what callers may send. */
public final class Json {
  private static final int MAXIMUM_DEPTH = 200;

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
                  .build())
          // A number where a text belongs is a mistake of the caller, not a text.
          .withCoercionConfig(
              LogicalType.Textual,
              coercion ->
                  coercion
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  /** Parses text that we wrote ourselves. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * Parses JSON text out of a query parameter or field.
   *
   * @throws KalemException naming the field when it is not JSON
   */
  public static JsonNode parse(String field, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw KalemException.invalid(field + " is not valid JSON: " + e.getOriginalMessage());
    }
  }

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
