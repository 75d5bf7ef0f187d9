package kalem.server.export;

import java.util.Locale;

/** Where an export stands. */
public enum ExportState {
  QUEUED,
  RUNNING,
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

  static ExportState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
