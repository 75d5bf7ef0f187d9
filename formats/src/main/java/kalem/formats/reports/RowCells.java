package kalem.formats.reports;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import kalem.formats.LabeledRow;

/** The cells that several reports begin with, and how they print times. */
final class RowCells {
  static final List<String> HEAD = List.of("Batch", "Stage", "External ID", "Task ID");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private RowCells() {}

  static List<String> head(LabeledRow row) {
    return List.of(batches(row), row.stage(), row.externalId(), row.taskId());
  }

  static String batches(LabeledRow row) {
    return String.join("_", row.batches());
  }

  /** The day, UTC. */
  static String date(Instant at) {
    return DATE.format(at.atOffset(ZoneOffset.UTC));
  }

  /** The time of day, UTC. */
  static String time(Instant at) {
    return TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  /** Length of the bundle, else frames of the video, else nothing. */
  static String pages(LabeledRow row) {
    if (!row.dataset().isEmpty()) {
      return Integer.toString(row.dataset().size());
    }
    OptionalInt frames = row.media().frameTotal();
    return frames.isPresent() ? Integer.toString(frames.getAsInt()) : "";
  }
}
