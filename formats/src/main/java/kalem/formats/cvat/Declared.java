package kalem.formats.cvat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.annotation.json.JsonText;
import kalem.formats.Limits;
import kalem.formats.image.FoundClasses.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the {@code meta} of a file declares: its labels with their attributes, and its name. */
final class Declared {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, Map<String, Attribute>> attributesByLabel = new HashMap<>();
  private Optional<String> name = Optional.empty();
  private Optional<String> source = Optional.empty();
  private Map<String, String> size = Map.of();
  private Optional<String> frames = Optional.empty();

  /** An attribute that a label declares. */
  private record Attribute(String inputType, List<String> values) {}

  /** Reads the element whose start the parser stands on, up to its end. */
  void read(XMLStreamReader xml) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        depth += member(xml) ? 0 : 1;
      }
    }
  }

  /** Whether the element was read to its end. */
  private boolean member(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "label" -> label(xml);
      case "name" -> name = name.or(text(xml));
      case "source" -> source = source.or(text(xml));
      case "size" -> frames = frames.or(text(xml));
      case "original_size" -> size = texts(xml);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Supplier<Optional<String>> text(XMLStreamReader xml) throws XMLStreamException {
    String text = Element.text(xml).strip();
    return () -> Optional.of(text).filter(each -> !each.isEmpty());
  }

  private static Map<String, String> texts(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> texts = new HashMap<>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        String key = xml.getLocalName();
        texts.put(key, Element.text(xml));
      }
    }
    return texts;
  }

  private void label(XMLStreamReader xml) throws XMLStreamException {
    String title = "";
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "name" -> title = Element.text(xml);
          case "attribute" -> {
            Map<String, String> texts = texts(xml);
            attributes.put(texts.getOrDefault("name", ""), attribute(texts));
          }
          default -> depth++;
        }
      }
    }
    if (attributesByLabel.size() < Limits.CLASSES) {
      attributesByLabel.put(title, attributes);
    }
  }

  private static Attribute attribute(Map<String, String> texts) {
    List<String> values =
        texts.getOrDefault("values", "").lines().filter(value -> !value.isEmpty()).toList();
    return new Attribute(texts.getOrDefault("input_type", "").strip(), values);
  }

  /** The name of the video that the tracks belong to. */
  Optional<String> video() {
    return source.or(() -> name);
  }

  /** The size of the frames and their number, as an export has them. */
  Map<String, Integer> media() {
    Map<String, Integer> media = new LinkedHashMap<>();
    for (String side : List.of("width", "height")) {
      Element.whole(size, side)
          .ifPresent(pixels -> media.merge(side, pixels, (first, second) -> first));
    }
    Element.whole(frames.map(count -> Map.of("size", count)).orElse(Map.of()), "size")
        .ifPresent(count -> media.put("frameTotal", count));
    media.values().removeIf(value -> value < 1);
    return media;
  }

  /** Notes the questions of a label that was used. */
  void note(String label, Found found) {
    attributesByLabel
        .getOrDefault(label, Map.of())
        .forEach(
            (attribute, declared) -> {
              if (!attribute.equals(CvatLabels.ANSWER) && !attribute.contains(".")) {
                note(declared, found.question(attribute));
              }
            });
  }

  private static void note(Attribute declared, Found question) {
    switch (declared.inputType()) {
      case "select", "radio" -> declared.values().forEach(question::declareOption);
      case "checkbox" -> question.declareTruth();
      default -> {
        // Numbers and free texts show in their values.
      }
    }
  }

  /** The value of an attribute as an answer: yes or no, a list, or a text. */
  JsonNode answer(String label, String attribute, String text) {
    String type =
        Optional.ofNullable(attributesByLabel.getOrDefault(label, Map.of()).get(attribute))
            .map(Attribute::inputType)
            .orElse("");
    boolean isTruth = text.equals("true") || text.equals("false");
    // Others than CVAT declare every attribute as text, yes and no included.
    if (isTruth && !type.equals("select") && !type.equals("radio")) {
      return NODES.booleanNode(text.equals("true"));
    }
    return text.startsWith("[\"") ? list(text) : NODES.stringNode(text);
  }

  /** Only a list of texts is one; anything else is the text that it is. */
  private static JsonNode list(String text) {
    try {
      JsonNode list = JsonText.parse(text);
      boolean isList = list.isArray() && list.valueStream().allMatch(JsonNode::isString);
      return isList ? list : NODES.stringNode(text);
    } catch (IllegalArgumentException noJson) {
      return NODES.stringNode(text);
    }
  }
}
