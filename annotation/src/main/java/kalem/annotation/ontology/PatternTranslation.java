package kalem.annotation.ontology;

import java.util.regex.PatternSyntaxException;

/**
 * Rewrites a JavaScript regular expression as one that java.util.regex understands the same way.
 */
final class PatternTranslation {
  private static final String KNOWN_LETTERS = "dDwWsSbBtnvfrcxukpP";
  private static final String JAVASCRIPT_SPACES = "\\s\\u00A0\\uFEFF\\u2028\\u2029\\p{Zs}";

  private final String source;
  private final StringBuilder result = new StringBuilder();
  private int at;
  private boolean inClass;
  private int endOfEscape;

  PatternTranslation(String source) {
    this.source = source;
  }

  String translate() {
    while (at < source.length()) {
      step(source.charAt(at));
    }
    return result.toString();
  }

  private void step(char character) {
    if (character == '\\') {
      escape();
    } else if (inClass) {
      inClass(character);
    } else {
      outside(character);
    }
  }

  private void escape() {
    if (at + 1 == source.length()) {
      throw invalid("a backslash ends the pattern");
    }
    char letter = source.charAt(at + 1);
    boolean isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (isLetter && KNOWN_LETTERS.indexOf(letter) < 0) {
      throw invalid("unknown escape");
    }
    at += 2;
    result.append(translatedEscape(letter));
    if ("pPu".indexOf(letter) >= 0 && source.startsWith("{", at)) {
      copyBraces();
    }
  }

  private void copyBraces() {
    int end = source.indexOf('}', at);
    if (end < 0) {
      throw invalid("a brace is not closed");
    }
    result.append(source, at, end + 1);
    at = end + 1;
    endOfEscape = at;
  }

  private String translatedEscape(char letter) {
    return switch (letter) {
      case 's' -> inClass ? JAVASCRIPT_SPACES : "[" + JAVASCRIPT_SPACES + "]";
      case 'S' -> inClass ? "\\S" : "[^" + JAVASCRIPT_SPACES + "]";
      case 'v' -> "\\x0B";
      case '0' -> "\\x00";
      case 'b' -> inClass ? "\\x08" : "\\b";
      case 'u' -> source.startsWith("{", at) ? "\\x" : "\\u";
      default -> "\\" + letter;
    };
  }

  private void inClass(char character) {
    if (character == '[' || character == '&') {
      result.append('\\');
    }
    inClass = character != ']';
    copy(character);
  }

  private void outside(char character) {
    if (source.startsWith("[]", at)) {
      replace("[]", "(?!)");
    } else if (source.startsWith("[^]", at)) {
      replace("[^]", "[\\s\\S]");
    } else if (character == '$') {
      replace("$", "\\z");
    } else {
      refuseJavaOnly(character);
      inClass = character == '[';
      copy(character);
      if (inClass && source.startsWith("^", at)) {
        copy('^');
      }
    }
  }

  private void refuseJavaOnly(char character) {
    boolean isPossessive =
        character == '+'
            && at > endOfEscape
            && "+*?}".indexOf(source.charAt(at - 1)) >= 0
            && !isEscaped();
    if (isPossessive) {
      throw invalid("nothing to repeat");
    }
    if (source.startsWith("(?", at) && "=!:<".indexOf(following(2)) < 0) {
      throw invalid("invalid group");
    }
  }

  private boolean isEscaped() {
    int backslashes = 0;
    while (at - 2 - backslashes >= 0 && source.charAt(at - 2 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private char following(int distance) {
    return at + distance < source.length() ? source.charAt(at + distance) : '\0';
  }

  private void copy(char character) {
    result.append(character);
    at++;
  }

  private void replace(String from, String to) {
    at += from.length();
    result.append(to);
  }

  private PatternSyntaxException invalid(String why) {
    return new PatternSyntaxException(why, source, at);
  }
}
