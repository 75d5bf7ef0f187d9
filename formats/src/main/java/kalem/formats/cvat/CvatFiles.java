package kalem.formats.cvat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.formats.image.Folder;

/** Finds and opens CVAT's files. Nothing that a file refers to outside itself is ever read. */
final class CvatFiles {
  private CvatFiles() {}

  static Iterator<Path> of(Path root) {
    return Folder.filesOf(root, CvatFiles::isXml);
  }

  private static boolean isXml(Path file) {
    return Folder.hasExtension(file, ".xml");
  }

  static boolean recognizes(Path root) throws IOException {
    return Folder.isSeen(root, CvatFiles::isXml, CvatFiles::isCvat);
  }

  private static boolean isCvat(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return isAnnotations(parser(stream));
    } catch (XMLStreamException otherFormat) {
      return false;
    }
  }

  /** Goes to the root element and tells whether it is CVAT's, with a child of CVAT's. */
  private static boolean isAnnotations(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        String name = xml.getLocalName();
        if (depth == 1 && !name.equals("annotations")) {
          return false;
        }
        if (depth == 2 && !name.equals("version")) {
          return name.equals("meta") || name.equals("image") || name.equals("track");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    return false;
  }

  static XMLStreamReader parser(InputStream stream) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    return factory.createXMLStreamReader(new TagGuard(new BufferedInputStream(stream)));
  }
}
