package kalem.annotation.answer;

import java.util.Locale;

/** What made an entry (export-format section 12). */
public enum Source {
  MANUAL,
  IMPORT,
  API,
  MODEL;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
