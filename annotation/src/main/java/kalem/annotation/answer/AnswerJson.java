package kalem.annotation.answer;

import java.util.List;
import kalem.annotation.json.CompactJson;

/**
 * Writes the text of an answer entry by entry: all tool objects, then all answers, then all
 * relations. The text is that of {@link Answer#json}.
 */
public final class AnswerJson {
  private static final List<String> LISTS = List.of("tools", "classifications", "relations");

  private final CompactJson json;
  private int open;

  public AnswerJson(Appendable target) {
    this.json = new CompactJson(target);
    json.object().key(LISTS.getFirst()).array();
  }

  /**
   * @throws IllegalStateException when a later list has been begun
   */
  public void add(Entry entry) {
    int list =
        switch (entry) {
          case ToolObject tool -> 0;
          case ClassificationAnswer answer -> 1;
          case Relation relation -> 2;
        };
    if (list < open) {
      throw new IllegalStateException("The list " + LISTS.get(list) + " is closed");
    }
    advance(list);
    entry.write(json);
  }

  /** Writes what is left. */
  public void finish() {
    advance(LISTS.size() - 1);
    json.endArray().endObject();
  }

  private void advance(int list) {
    while (open < list) {
      json.endArray().key(LISTS.get(++open)).array();
    }
  }
}
