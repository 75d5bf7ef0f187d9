package kalem.annotation.agreement;

import java.util.Arrays;
import java.util.Optional;

/** When two texts count as alike (workflow section 11.3); blanks around them never do. */
public enum TextMeasure {
  EXACT("exact"),
  CASE_INSENSITIVE("caseInsensitive"),
  /** Shared word sequences of up to four words, the mean of both directions. */
  BLEU("bleu"),
  /** One minus the edits from one to the other, as a share of the longer text. */
  LEVENSHTEIN("levenshtein");

  private final String key;

  TextMeasure(String key) {
    this.key = key;
  }

  /** The name in the settings of a stage. */
  public String key() {
    return key;
  }

  static Optional<TextMeasure> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }
}
