package kalem.server.importing.labels;

import java.util.Locale;

/** Where an import stands. */
public enum ImportState {
  QUEUED,
  RUNNING,
  /** A dry run is over; nothing was written. */
  CHECKED,
  READY,
  FAILED,
  CANCELED;

  /** As the API and the table spell it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isOver() {
    return this != QUEUED && this != RUNNING;
  }

  static ImportState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
