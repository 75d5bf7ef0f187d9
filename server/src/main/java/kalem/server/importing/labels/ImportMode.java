package kalem.server.importing.labels;

import java.util.Arrays;
import java.util.Locale;
import kalem.server.kernel.KalemException;

/** What happens to labels a task was given by an earlier import (import-format.md 4). */
enum ImportMode {
  REPLACE("replace"),
  APPEND("append"),
  SKIP_EXISTING("skipExisting");

  private final String wireName;

  ImportMode(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  /**
   * @throws KalemException naming the modes there are
   */
  static ImportMode of(String text) {
    return Arrays.stream(values())
        .filter(
            mode -> mode.wireName.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> KalemException.invalid("mode must be replace, append or skipExisting."));
  }
}
