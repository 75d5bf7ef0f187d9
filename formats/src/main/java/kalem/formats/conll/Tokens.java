package kalem.formats.conll;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts a text into tokens. No token holds a blank, and none reaches over a border. */
final class Tokens {
  /** What parts columns for anybody: Unicode's blanks and what Python counts as such. */
  private static final String BLANK = "\\s\\x1c-\\x1f";

  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+|[^" + BLANK + "]", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NO_BLANKS =
      Pattern.compile("[^" + BLANK + "]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern BLANKS =
      Pattern.compile("[" + BLANK + "]+", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * A token.
   *
   * @param start in UTF-16 units
   * @param end exclusive
   * @param beginsSentence whether a line of the text ended before it
   */
  record Token(int start, int end, boolean beginsSentence) {}

  private Tokens() {}

  /**
   * The tokens of a text in order.
   *
   * @param borders offsets at which a token has to end
   */
  static List<Token> of(String text, boolean onlyAtBlanks, NavigableSet<Integer> borders) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = (onlyAtBlanks ? NO_BLANKS : WORDS).matcher(text);
    int before = 0;
    while (matcher.find()) {
      boolean beginsSentence = text.substring(before, matcher.start()).indexOf('\n') >= 0;
      int start = matcher.start();
      for (int border : borders.subSet(start, false, matcher.end(), false)) {
        tokens.add(new Token(start, border, beginsSentence));
        beginsSentence = false;
        start = border;
      }
      tokens.add(new Token(start, matcher.end(), beginsSentence));
      before = matcher.end();
    }
    return tokens;
  }

  /** A text without blanks, for a column. */
  static String column(String text) {
    String joined = BLANKS.matcher(text).replaceAll("_");
    return joined.isEmpty() ? "_" : joined;
  }
}
