package kalem.server.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One export of a project, from request to removal.
 *
 * @param place where the zip goes; empty: into the hub's own storage
 * @param tasksTotal 0 until they were counted
 * @param file the zip, once it is ready
 * @param error what went wrong, as a sentence
 * @param startedAt when work on it began first
 * @param expiresAt when the zip is removed; empty where it stays
 * @param deletedAt when somebody deleted it, or it expired
 */
record Export(
    int projectKey,
    String id,
    ExportRequest request,
    Optional<Place> place,
    ExportState state,
    long tasksDone,
    long tasksTotal,
    Optional<ExportFile> file,
    Optional<String> error,
    Instant createdAt,
    String createdBy,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> deletedAt) {
  private static final int COMPLETE = 100;

  /** A new one, waiting for its job. */
  static Export queued(
      int projectKey, String id, ExportRequest request, Optional<Place> place, Order order) {
    return new Export(
        projectKey,
        id,
        request,
        place,
        ExportState.QUEUED,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        order.at(),
        order.by(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Who asked for an export, and when.
   *
   * @param by e-mail
   */
  record Order(Instant at, String by) {}

  /** Where a zip lies and what it is called. */
  record ExportFile(String objectKey, String name, long size) {}

  /**
   * A folder of a storage of the organization.
   *
   * @param storageName as it was when the export was asked for
   * @param path without slashes around it; empty: the top
   */
  record Place(String storageId, String storageName, String bucket, String path) {}

  Export deleted(Instant at) {
    return new Export(
        projectKey,
        id,
        request,
        place,
        state,
        tasksDone,
        tasksTotal,
        file,
        error,
        createdAt,
        createdBy,
        startedAt,
        finishedAt,
        expiresAt,
        Optional.of(at));
  }

  Export with(ExportFile zip) {
    return new Export(
        projectKey,
        id,
        request,
        place,
        state,
        tasksDone,
        tasksTotal,
        Optional.of(zip),
        error,
        createdAt,
        createdBy,
        startedAt,
        finishedAt,
        expiresAt,
        deletedAt);
  }

  /** From the first beginning to the end; empty before that. */
  Optional<Duration> duration() {
    return startedAt.flatMap(start -> finishedAt.map(end -> Duration.between(start, end)));
  }

  /** 0 to 100; 100 only when the zip can be fetched. */
  int progress() {
    if (state == ExportState.READY) {
      return COMPLETE;
    }
    return tasksTotal == 0 ? 0 : (int) Math.min(COMPLETE - 1L, tasksDone * COMPLETE / tasksTotal);
  }
}
