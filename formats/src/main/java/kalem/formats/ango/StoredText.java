package kalem.formats.ango;

import java.io.IOException;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartInflater;

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

  static void visit(AnswerMembers answer, PartInflater inflater, Visitor visitor)
      throws IOException {
    StoredText walk = new StoredText(visitor);
    for (DeflatedPart part : answer.parts()) {
      walk.part(inflater.inflate(part), part.length());
    }
  }

  private void part(byte[] text, int length) throws IOException {
    int at = 0;
    while (at < length) {
      switch (text[at]) {
        case '{' -> {
          int end = JsonBytes.endOfValue(text, at);
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
}
