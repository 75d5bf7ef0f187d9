package kalem.formats.cvat;

import java.io.IOException;
import kalem.formats.FileText;

/**
 * Writes XML, indented as CVAT does. Characters that XML can not hold become the replacement
 * character. Made for millions of elements: nothing is kept.
 */
final class XmlWriter {
  private static final char REPLACEMENT = '\uFFFD';

  private final FileText text;
  private int depth;
  private boolean isTagOpen;

  XmlWriter(FileText text) throws IOException {
    this.text = text;
    text.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
  }

  /** Begins an element; attributes may follow. */
  XmlWriter open(String name) throws IOException {
    endTag();
    newLine();
    text.append('<').append(name);
    isTagOpen = true;
    depth++;
    return this;
  }

  /** An attribute of the element just begun. */
  XmlWriter attribute(String name, String value) throws IOException {
    begin(name);
    escaped(value);
    text.append('"');
    return this;
  }

  XmlWriter attribute(String name, double value) throws IOException {
    begin(name);
    text.number(value).append('"');
    return this;
  }

  XmlWriter attribute(String name, long value) throws IOException {
    begin(name);
    text.whole(value).append('"');
    return this;
  }

  /** An attribute whose value is then written to what is returned, up to {@link #endAttribute}. */
  FileText begin(String name) throws IOException {
    return text.append(' ').append(name).append("=\"");
  }

  XmlWriter endAttribute() throws IOException {
    text.append('"');
    return this;
  }

  /** Ends an element. */
  XmlWriter close(String name) throws IOException {
    depth--;
    if (isTagOpen) {
      text.append("/>");
      isTagOpen = false;
      return this;
    }
    newLine();
    text.append("</").append(name).append('>');
    return this;
  }

  /** An element with a text. */
  XmlWriter element(String name, String content) throws IOException {
    open(name);
    return content(name, content);
  }

  /** The text of the element just begun, and its end. */
  XmlWriter content(String name, String content) throws IOException {
    text.append('>');
    isTagOpen = false;
    escaped(content);
    text.append("</").append(name).append('>');
    depth--;
    return this;
  }

  private void endTag() throws IOException {
    if (isTagOpen) {
      text.append('>');
      isTagOpen = false;
    }
  }

  private void newLine() throws IOException {
    text.append('\n');
    for (int i = 0; i < depth; i++) {
      text.append("  ");
    }
  }

  private void escaped(String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\n' -> text.append("&#10;");
        case '\r' -> text.append("&#13;");
        case '\t' -> text.append("&#9;");
        case '\uFFFE', '\uFFFF' -> text.append(REPLACEMENT);
        default -> text.append(character < ' ' ? REPLACEMENT : character);
      }
    }
  }

  /** Ends the file. */
  void finish() throws IOException {
    text.append('\n');
    text.flush();
  }
}
