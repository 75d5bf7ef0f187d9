package kalem.formats.conll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a column of tags in any of the schemes IOB1, IOB2, IOBES and BILOU. */
final class TagColumn {
  private static final String BEGINS = "BSU";
  private static final String ENDS = "ESLU";
  private static final String PREFIXES = "BIESLU";

  private final List<Run> runs = new ArrayList<>();
  private Optional<String> open = Optional.empty();
  private int openFrom;
  private int at;

  /**
   * Tokens of one entity.
   *
   * @param first index of a token
   * @param last index of a token, inclusive
   */
  record Run(String title, int first, int last) {}

  /** Takes the tag of the next token. */
  void add(String tag) {
    String title = title(tag);
    char prefix = title.length() == tag.length() ? 'I' : tag.charAt(0);
    boolean isOutside = tag.equals("O") || title.isEmpty();
    if (isOutside || BEGINS.indexOf(prefix) >= 0 || !open.equals(Optional.of(title))) {
      close();
    }
    if (!isOutside && open.isEmpty()) {
      open = Optional.of(title);
      openFrom = at;
    }
    at++;
    if (!isOutside && ENDS.indexOf(prefix) >= 0) {
      close();
    }
  }

  /** Ends the entity that is open; a sentence ends it as well. */
  void close() {
    open.ifPresent(title -> runs.add(new Run(title, openFrom, at - 1)));
    open = Optional.empty();
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  private static String title(String tag) {
    boolean hasPrefix =
        tag.length() > 1 && tag.charAt(1) == '-' && PREFIXES.indexOf(tag.charAt(0)) >= 0;
    return hasPrefix ? tag.substring(2) : tag;
  }
}
