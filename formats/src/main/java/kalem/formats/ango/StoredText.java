package kalem.formats.ango;

import java.io.IOException;
import java.util.List;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.InflatedParts;

/**
 * Walks through the entries of a stored answer as they stand, without reading them as JSON. Parts
 * are cut between entries, so one part is in memory at a time.
 */
final class StoredText {
  /** The lists of an answer in their order. */
  enum Section {
    TOOLS,
    CLASSIFICATIONS,
    RELATIONS
  }

  /** Takes the lists in turn. */
  interface Visitor {
    void begin(Section section);

    /** The text of one entry; the array is reused. */
    void entry(Section section, byte[] text, int offset, int length) throws IOException;

    /** After the last entry of a list. */
    void end(Section section) throws IOException;
  }

  private final Visitor visitor;
  private int section;

  private StoredText(Visitor visitor) {
    this.visitor = visitor;
  }

  static void visit(AnswerMembers answer, Visitor visitor) throws IOException {
    StoredText walk = new StoredText(visitor);
    for (DeflatedPart part : answer.parts()) {
      try (InflatedParts text = new InflatedParts(List.of(part).iterator())) {
        byte[] inflated = text.readNBytes(part.length());
        walk.part(inflated);
      }
    }
  }

  private void part(byte[] text) throws IOException {
    int at = 0;
    while (at < text.length) {
      switch (text[at]) {
        case '{' -> {
          int end = end(text, at);
          visitor.entry(Section.values()[section], text, at, end - at);
          at = end;
        }
        case '[' -> {
          visitor.begin(Section.values()[section]);
          at++;
        }
        case ']' -> {
          visitor.end(Section.values()[section++]);
          at++;
        }
        default -> at++;
      }
    }
  }

  /** Behind the bracket that closes the object. */
  private static int end(byte[] text, int start) throws IOException {
    int depth = 0;
    for (int at = start; at < text.length; at++) {
      switch (text[at]) {
        case '{' -> depth++;
        case '}' -> {
          depth--;
          if (depth == 0) {
            return at + 1;
          }
        }
        case '"' -> at = endOfString(text, at);
        default -> {}
      }
    }
    throw new IOException("A stored text is damaged: an entry does not end");
  }

  /** At the quote that ends the string. */
  private static int endOfString(byte[] text, int start) {
    int at = start + 1;
    while (at < text.length && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at;
  }
}
