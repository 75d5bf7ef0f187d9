package kalem.server.kernel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * The {@code $regex} of a filter or workflow rule (api.md 6, workflow.md 4.7): RE2 syntax, so
 * without back references and looking around. What is left is a regular language, which
 * PostgreSQL's engine decides with an automaton in linear time, as RE2 does; only the few escapes
 * that differ are translated.
 */
public final class FilterPattern {
  private static final int LONGEST = 200;

  private final String text;
  private final Pattern pattern;

  private FilterPattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * @throws KalemException naming the field when it is too long or no pattern
   */
  public static FilterPattern of(String field, String text) {
    if (text.length() > LONGEST) {
      throw KalemException.invalid(field + ".$regex must have at most " + LONGEST + " characters.");
    }
    try {
      return new FilterPattern(text, Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw KalemException.invalid(field + ".$regex is no valid pattern: " + e.getDescription());
    }
  }

  /** Whether the pattern is found anywhere in the text. */
  public boolean isIn(String value) {
    return pattern.matcher(value).find();
  }

  /** The same pattern for PostgreSQL's {@code ~} operator. */
  public String forPostgres() {
    StringBuilder translated = new StringBuilder();
    String rest = text;
    if (rest.startsWith("(?i)")) {
      translated.append("(?i)");
      rest = rest.substring(4);
    }
    for (int i = 0; i < rest.length(); i++) {
      char character = rest.charAt(i);
      if (character == '\\' && i + 1 < rest.length()) {
        translated.append('\\').append(escape(rest.charAt(++i)));
      } else {
        translated.append(character);
      }
    }
    return translated.toString().replaceAll("\\(\\?P<[^>]*>", "(");
  }

  private static char escape(char letter) {
    return switch (letter) {
      case 'b' -> 'y';
      case 'B' -> 'Y';
      case 'z' -> 'Z';
      default -> letter;
    };
  }
}
