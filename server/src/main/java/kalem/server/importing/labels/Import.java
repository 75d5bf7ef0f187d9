package kalem.server.importing.labels;

import java.time.Instant;
import java.util.Optional;

/**
 * One import of labels into a project, from upload to removal.
 *
 * @param run how often it was queued; the job of an earlier run does nothing any more
 * @param attempt how often a job began with it; only the latest may write
 * @param isDryRun nothing is to be written
 * @param format id of the format, once it is known
 * @param reportKey object that lists all findings, once the import is over
 * @param error what went wrong, as a sentence
 */
record Import(
    int projectKey,
    String id,
    int run,
    int attempt,
    ImportOptions options,
    ImportState state,
    boolean isDryRun,
    Source source,
    Optional<String> format,
    Progress progress,
    Tally tally,
    Optional<String> reportKey,
    Optional<String> error,
    Instant createdAt,
    String createdBy,
    Optional<Instant> finishedAt) {
  private static final int COMPLETE = 100;

  /**
   * The file.
   *
   * @param url where to fetch it from, when it was not sent along
   * @param objectKey the kept file, once it is here
   * @param size bytes; 0 until it is here
   */
  record Source(Optional<String> url, Optional<String> objectKey, String fileName, long size) {}

  /**
   * How far it is.
   *
   * @param isChecking whether the file is being checked before the first label is written
   * @param bytesDone of the file
   * @param itemsDone items that are finished for good; a run after a crash goes on behind them
   * @param itemsTotal items of the file, once they were counted
   */
  record Progress(boolean isChecking, long bytesDone, long itemsDone, Optional<Long> itemsTotal) {
    static final Progress NONE = new Progress(false, 0, 0, Optional.empty());
  }

  /** Whether items of it have been imported for good. */
  boolean hasLabeled() {
    return !isDryRun && !progress.isChecking() && progress.itemsDone() > 0;
  }

  /** 0 to 100; 100 only when it is over. */
  int percent() {
    if (state == ImportState.READY || state == ImportState.CHECKED) {
      return COMPLETE;
    }
    if (progress.isChecking() || source.size() == 0) {
      return 0;
    }
    return (int) Math.min(COMPLETE - 1L, progress.bytesDone() * COMPLETE / source.size());
  }
}
