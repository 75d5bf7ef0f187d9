package kalem.annotation.ontology;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in JavaScript syntax that a whole text must match (ontology section 5.5).
 * Matching gives up after a bounded number of steps, since the pattern comes from users and may be
 * made to run for ever.
 */
public final class JavaScriptPattern {
  private static final int MOST_STEPS = 1_000_000;

  private final String source;
  private final Pattern pattern;

  private JavaScriptPattern(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  /** The pattern, or nothing when it is not a valid one. */
  public static Optional<JavaScriptPattern> compile(String source) {
    try {
      String translated = new PatternTranslation(source).translate();
      return Optional.of(new JavaScriptPattern(source, Pattern.compile(translated)));
    } catch (PatternSyntaxException invalid) {
      return Optional.empty();
    }
  }

  public String source() {
    return source;
  }

  /** Whether the whole text matches; a text too costly to decide counts as not matching. */
  public boolean matches(String text) {
    try {
      return pattern.matcher(new CountedText(text, new Steps())).matches();
    } catch (TooManyStepsException | StackOverflowError tooCostly) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JavaScriptPattern that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }

  private static final class Steps {
    private int taken;

    void take() {
      if (++taken > MOST_STEPS) {
        throw new TooManyStepsException();
      }
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record CountedText(CharSequence text, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps.take();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
