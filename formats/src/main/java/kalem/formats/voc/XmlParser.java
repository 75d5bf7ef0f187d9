package kalem.formats.voc;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.formats.Limits;

/**
 * Parses small XML files. Document types and entities are off: nothing is fetched and nothing
 * unfolds.
 */
final class XmlParser {
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

  XmlParser() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /** The text is no XML, or too deep. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(String message, Throwable cause) {
      super(message, cause);
    }

    BrokenException(String message) {
      super(message);
    }
  }

  /** The root element of a text. */
  XmlElement parse(String text) throws BrokenException {
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
          if (!reader.hasNext()) {
            throw new BrokenException("The file has no element.");
          }
        }
        XmlElement root = element(reader, 1);
        while (reader.hasNext()) {
          reader.next();
        }
        return root;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException broken) {
      // The parser meets some broken texts with unchecked exceptions.
      throw new BrokenException("The file is not XML.", broken);
    }
  }

  private static XmlElement element(XMLStreamReader reader, int depth)
      throws XMLStreamException, BrokenException {
    if (depth > Limits.NESTING) {
      throw new BrokenException("Elements are nested too deep.");
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlElement> elements = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> elements.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, text.toString().strip(), elements);
        }
        default -> {}
      }
    }
  }
}
