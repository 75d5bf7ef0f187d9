package kalem.formats.cvat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A shape or a tag as it stands in the file.
 *
 * @param name of the element
 * @param values its XML attributes
 * @param attributes what CVAT itself calls so: the elements of that name
 * @param children shapes inside, as a skeleton has
 */
record Element(
    String name,
    Map<String, String> values,
    Map<String, String> attributes,
    List<Element> children) {
  private static final int MOST_CHILDREN = 10_000;

  /** Reads the element whose start the parser stands on, up to its end. */
  static Element read(XMLStreamReader xml) throws XMLStreamException {
    String name = xml.getLocalName();
    Map<String, String> values = values(xml);
    Map<String, String> attributes = new LinkedHashMap<>();
    List<Element> children = new ArrayList<>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (!xml.isStartElement()) {
        continue;
      }
      if (xml.getLocalName().equals("attribute")) {
        String key = Optional.ofNullable(xml.getAttributeValue(null, "name")).orElse("");
        attributes.put(key, text(xml));
      } else if (isPart(name, xml.getLocalName()) && children.size() < MOST_CHILDREN) {
        children.add(read(xml));
      } else {
        skip(xml);
      }
    }
    return new Element(name, values, attributes, children);
  }

  /** Only one level deep, so that no file can make the stack overflow. */
  private static boolean isPart(String parent, String child) {
    return parent.equals("skeleton") && !child.equals("skeleton");
  }

  /** The XML attributes of the element the parser stands on. */
  static Map<String, String> values(XMLStreamReader xml) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      values.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    return values;
  }

  /** The text of an element, up to its end; elements inside are passed over. */
  static String text(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        skip(xml);
      } else if (xml.hasText()) {
        text.append(xml.getText());
      }
    }
    return text.toString();
  }

  /** Goes to the end of the element whose start the parser stands on. */
  static void skip(XMLStreamReader xml) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  String text(String key) {
    return values.getOrDefault(key, "");
  }

  /** A finite number. */
  OptionalDouble number(String key) {
    return number(values, key);
  }

  static OptionalDouble number(Map<String, String> values, String key) {
    try {
      double number = Double.parseDouble(values.getOrDefault(key, ""));
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }

  /** A whole number that is not negative. */
  OptionalInt whole(String key) {
    return whole(values, key);
  }

  static OptionalInt whole(Map<String, String> values, String key) {
    OptionalDouble number = number(values, key);
    boolean isWhole =
        number.isPresent()
            && number.getAsDouble() == Math.rint(number.getAsDouble())
            && number.getAsDouble() >= 0
            && number.getAsDouble() <= Integer.MAX_VALUE;
    return isWhole ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
  }

  boolean isMarked(String key) {
    return text(key).equals("1");
  }
}
