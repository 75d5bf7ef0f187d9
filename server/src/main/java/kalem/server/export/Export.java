package kalem.server.export;

import java.time.Instant;
import java.util.Optional;

/**
 * One export of a project, from request to removal.
 *
 * @param tasksTotal 0 until they were counted
 * @param file the zip, once it is ready
 * @param error what went wrong, as a sentence
 * @param expiresAt when the zip is removed
 */
record Export(
    int projectKey,
    String id,
    ExportRequest request,
    ExportState state,
    long tasksDone,
    long tasksTotal,
    Optional<ExportFile> file,
    Optional<String> error,
    Instant createdAt,
    String createdBy,
    Optional<Instant> finishedAt,
    Optional<Instant> expiresAt) {
  private static final int COMPLETE = 100;

  /** Where a zip lies and what it is called. */
  record ExportFile(String objectKey, String name, long size) {}

  /** 0 to 100; 100 only when the zip can be fetched. */
  int progress() {
    if (state == ExportState.READY) {
      return COMPLETE;
    }
    return tasksTotal == 0 ? 0 : (int) Math.min(COMPLETE - 1L, tasksDone * COMPLETE / tasksTotal);
  }
}
