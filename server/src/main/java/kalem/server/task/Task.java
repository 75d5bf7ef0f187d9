package kalem.server.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task: the unit of work on one asset.
 *
 * @param visit counts the stages entered so far
 * @param assignee e-mail of who holds it
 * @param leaseExpiresAt set when the queue handed it out; an assignment by hand has no end
 * @param version grows with every change of labels, stage or draft
 * @param answerId the saved answer; empty: nothing is labeled
 * @param labeledBy e-mails of those who submitted it in a Label stage
 * @param type {@code default}, or {@code consensus} for a judgment
 * @param time of this visit; {@code totalTime} of all visits, this one included
 */
public record Task(
    int projectKey,
    String id,
    String assetId,
    String externalId,
    List<String> batchIds,
    String type,
    String stageId,
    int visit,
    Instant enteredAt,
    String status,
    ReviewStatus reviewStatus,
    Optional<Review> review,
    Optional<String> assignee,
    Optional<Instant> leaseExpiresAt,
    int priority,
    int version,
    Optional<String> answerId,
    List<String> labeledBy,
    boolean isDraft,
    boolean isSkipped,
    boolean isBenchmark,
    boolean isPreLabeled,
    Durations time,
    Durations totalTime,
    int openIssuesCount,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy,
    Optional<Instant> completedAt,
    Optional<String> completedBy,
    TaskFlow flow) {

  /** The last review of a task. */
  public record Review(String by, Instant at, Optional<String> comment) {}

  /** Whether it is a main task, or a judgment that can still be given. */
  public boolean isOpen() {
    return flow.judgment().isEmpty() || flow.judgment().get().isOpen();
  }

  /** Whether it stands for an asset, and is no judgment about it. */
  public boolean isMain() {
    return flow.judgment().isEmpty();
  }

  public boolean isHeldBy(String email) {
    return assignee.filter(email::equals).isPresent();
  }

  /** Begins a change of this task. */
  public TaskEdit edit() {
    return new TaskEdit(this);
  }
}
