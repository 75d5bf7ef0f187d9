package kalem.server.importing;

import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;
import kalem.server.asset.AssetFields;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of {@code POST /v2/project/{id}/cloud} item by item. What holds for all of them is
 * known only at the end: clients write it behind the list.
 */
final class CloudBody {
  /** Numbers in metadata come out of an export as they went in, digit by digit. */
  private static final ObjectReader EXACT =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private final Consumer<JsonNode> items;
  private boolean hasList;

  private CloudBody(Consumer<JsonNode> items) {
    this.items = items;
  }

  /**
   * What holds for all items.
   *
   * @param priority of items that name none
   * @param copies whether all content has to lie here
   */
  record Options(int priority, boolean copies) {}

  /**
   * Reads a body.
   *
   * @param items takes each item
   * @throws KalemException naming what has the wrong type
   */
  static Options read(InputStream body, Consumer<JsonNode> items) {
    try (JsonParser parser = EXACT.createParser(body)) {
      return new CloudBody(items).read(parser);
    }
  }

  private Options read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw KalemException.invalid("The body must be a JSON object with a list assets.");
    }
    ObjectNode others = Json.object();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      field(parser, others);
    }
    if (parser.nextToken() != null) {
      throw KalemException.invalid("The body must be one JSON object and nothing behind it.");
    }
    if (!hasList) {
      throw KalemException.invalid("assets must be a list.");
    }
    return new Options(AssetFields.priority(others).orElse(0), copies(others.path("uploadLocal")));
  }

  private static boolean copies(JsonNode uploadLocal) {
    return switch (uploadLocal.asString("false").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false", "none", "" -> false;
      default -> throw KalemException.invalid("uploadLocal must be true or false.");
    };
  }

  private void field(JsonParser parser, ObjectNode others) {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    if (name.equals("assets") && value == JsonToken.START_ARRAY) {
      list(parser);
    } else if (name.equals("priority") || name.equals("uploadLocal")) {
      others.set(name, EXACT.readTree(parser));
    } else {
      parser.skipChildren();
    }
  }

  private void list(JsonParser parser) {
    hasList = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.accept(EXACT.readTree(parser));
    }
  }
}
