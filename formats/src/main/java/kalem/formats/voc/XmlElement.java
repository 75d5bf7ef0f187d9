package kalem.formats.voc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An element of XML with what is in it.
 *
 * @param text the text of the element itself, without blanks around it
 */
record XmlElement(String name, String text, List<XmlElement> elements) {
  /** The elements of this name directly in it. */
  List<XmlElement> children(String wanted) {
    return elements.stream().filter(each -> each.name.equals(wanted)).toList();
  }

  Optional<XmlElement> child(String wanted) {
    return elements.stream().filter(each -> each.name.equals(wanted)).findFirst();
  }

  boolean has(String wanted) {
    return child(wanted).isPresent();
  }

  /** The text of an element directly in it; nothing when there is none or it is empty. */
  Optional<String> text(String wanted) {
    return child(wanted).map(XmlElement::text).filter(found -> !found.isEmpty());
  }

  /** The finite number in an element directly in it. */
  OptionalDouble number(String wanted) {
    try {
      double value = Double.parseDouble(text(wanted).orElse(""));
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }
}
