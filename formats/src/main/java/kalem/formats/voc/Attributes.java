package kalem.formats.voc;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import kalem.formats.image.ImageLabels.Labeled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The attributes of an object: name and value, several of one name for a list. */
final class Attributes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SCORE = "score";

  private Attributes() {}

  /** Adds one attribute to the answers, or to the object when it is a score. */
  static void add(XmlElement attribute, Map<String, JsonNode> answers, Labeled object) {
    Optional<String> name = attribute.text("name");
    Optional<String> text = attribute.text("value");
    if (name.isEmpty() || text.isEmpty()) {
      return;
    }
    OptionalDouble number = attribute.number("value");
    if (name.get().equals(SCORE) && number.isPresent()) {
      object.extra(SCORE, NODES.numberNode(number.getAsDouble()));
      return;
    }
    answers.merge(name.get(), value(text.get()), Attributes::joined);
  }

  private static JsonNode value(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> NODES.stringNode(text);
    };
  }

  private static JsonNode joined(JsonNode before, JsonNode next) {
    ArrayNode list = before.isArray() ? (ArrayNode) before : NODES.arrayNode().add(before);
    return list.add(next);
  }
}
