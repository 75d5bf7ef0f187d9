package kalem.server.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes to a task on its way to the next version: begins as a copy, says what differs. */
public final class TaskEdit {
  private final Task base;
  private String stageId;
  private int visit;
  private Instant enteredAt;
  private ReviewStatus reviewStatus;
  private Optional<Task.Review> review;
  private Optional<String> assignee;
  private Optional<Instant> leaseExpiresAt;
  private int version;
  private Optional<String> answerId;
  private List<String> labeledBy;
  private boolean draft;
  private boolean skipped;
  private boolean preLabeled;
  private Durations time;
  private Durations totalTime;
  private Instant updatedAt;
  private String updatedBy;
  private Optional<Instant> completedAt;
  private Optional<String> completedBy;
  private TaskFlow flow;

  TaskEdit(Task base) {
    this.base = base;
    this.stageId = base.stageId();
    this.visit = base.visit();
    this.enteredAt = base.enteredAt();
    this.reviewStatus = base.reviewStatus();
    this.review = base.review();
    this.assignee = base.assignee();
    this.leaseExpiresAt = base.leaseExpiresAt();
    this.version = base.version();
    this.answerId = base.answerId();
    this.labeledBy = base.labeledBy();
    this.draft = base.isDraft();
    this.skipped = base.isSkipped();
    this.preLabeled = base.isPreLabeled();
    this.time = base.time();
    this.totalTime = base.totalTime();
    this.updatedAt = base.updatedAt();
    this.updatedBy = base.updatedBy();
    this.completedAt = base.completedAt();
    this.completedBy = base.completedBy();
    this.flow = base.flow();
  }

  /** A new visit of a stage begins: its clock, draft and skip marks start anew. */
  public TaskEdit entered(String stage, Instant at) {
    this.stageId = stage;
    this.visit++;
    this.enteredAt = at;
    this.assignee = Optional.empty();
    this.leaseExpiresAt = Optional.empty();
    this.draft = false;
    this.skipped = false;
    this.time = Durations.NONE;
    this.flow = flow.entered();
    return this;
  }

  /** Visits that were made without the task itself being there, as those of its judgments. */
  public TaskEdit visits(int more) {
    this.visit += more;
    return this;
  }

  public TaskEdit flow(TaskFlow next) {
    this.flow = next;
    return this;
  }

  public TaskEdit review(ReviewStatus status, Optional<Task.Review> by) {
    this.reviewStatus = status;
    this.review = by;
    return this;
  }

  public TaskEdit assignee(Optional<String> email) {
    this.assignee = email;
    return this;
  }

  public TaskEdit leaseExpiresAt(Optional<Instant> at) {
    this.leaseExpiresAt = at;
    return this;
  }

  public TaskEdit version(int number) {
    this.version = number;
    return this;
  }

  public TaskEdit answerId(Optional<String> id) {
    this.answerId = id;
    return this;
  }

  public TaskEdit labeledBy(List<String> emails) {
    this.labeledBy = List.copyOf(emails);
    return this;
  }

  public TaskEdit draft(boolean is) {
    this.draft = is;
    return this;
  }

  public TaskEdit skipped(boolean is) {
    this.skipped = is;
    return this;
  }

  public TaskEdit preLabeled(boolean is) {
    this.preLabeled = is;
    return this;
  }

  /** Adds time spent, to this visit and to the total. */
  public TaskEdit spent(Durations more) {
    this.time = time.plus(more);
    this.totalTime = totalTime.plus(more);
    return this;
  }

  public TaskEdit updated(Instant at, String by) {
    this.updatedAt = at;
    this.updatedBy = by;
    return this;
  }

  public TaskEdit completed(Optional<Instant> at, Optional<String> by) {
    this.completedAt = at;
    this.completedBy = by;
    return this;
  }

  public Task build() {
    return new Task(
        base.projectKey(),
        base.id(),
        base.assetId(),
        base.externalId(),
        base.batchIds(),
        base.type(),
        stageId,
        visit,
        enteredAt,
        base.status(),
        reviewStatus,
        review,
        assignee,
        leaseExpiresAt,
        base.priority(),
        version,
        answerId,
        labeledBy,
        draft,
        skipped,
        base.isBenchmark(),
        preLabeled,
        time,
        totalTime,
        base.openIssuesCount(),
        base.createdAt(),
        base.createdBy(),
        updatedAt,
        updatedBy,
        completedAt,
        completedBy,
        flow);
  }
}
