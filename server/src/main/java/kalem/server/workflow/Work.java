package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.MissingItem;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.annotation.Answers;
import kalem.server.annotation.MaskChange;
import kalem.server.annotation.Masks;
import kalem.server.benchmark.Benchmarks;
import kalem.server.issue.Issues;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.project.stage.StageSettings;
import kalem.server.project.stage.WorkRules;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.StaleVersion;
import kalem.server.task.Task;
import kalem.server.task.TaskEdit;
import kalem.server.task.TaskStore;
import kalem.server.task.TimeLog;
import kalem.server.task.WorkRights;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * What a person does with one task: save, submit, review, skip, give back. Each is one transaction
 * on the locked row of the task.
 */
@Service
class Work {
  private final TaskStore tasks;
  private final Projects projects;
  private final Answers answers;
  private final TaskLocks locks;
  private final TaskMover mover;
  private final JudgmentJoin judgments;
  private final Issues issues;
  private final Leases leases;
  private final Benchmarks benchmarks;
  private final TimeLog times;
  private final Ids ids;
  private final InstantSource clock;

  Work(
      TaskStore tasks,
      Projects projects,
      Answers answers,
      TaskLocks locks,
      TaskMover mover,
      JudgmentJoin judgments,
      Issues issues,
      Leases leases,
      Benchmarks benchmarks,
      TimeLog times,
      Ids ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.projects = projects;
    this.answers = answers;
    this.locks = locks;
    this.mover = mover;
    this.judgments = judgments;
    this.issues = issues;
    this.leases = leases;
    this.benchmarks = benchmarks;
    this.times = times;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What comes with every call.
   *
   * @param answer replaces the stored one; empty: the saved answer with the caller's draft applied
   * @param version the version it was based on; empty: last write wins, as scripts expect
   * @param masks what becomes of the masks
   */
  record Input(
      Optional<JsonNode> answer,
      Optional<Integer> version,
      Durations spent,
      Optional<String> comment,
      MaskChange masks) {
    Input(
        Optional<JsonNode> answer,
        Optional<Integer> version,
        Durations spent,
        Optional<String> comment) {
      this(answer, version, spent, comment, MaskChange.NONE);
    }

    /** Tells this call from another one on the same version. */
    private String hash(String kind) {
      return HexFormat.of()
          .formatHex(
              Secrets.sha256(
                  kind
                      + "\n"
                      + answer.map(JsonNode::toString).orElse("")
                      + "\n"
                      + comment.orElse("")
                      + (masks.given().isEmpty() ? "" : "\n" + masks.given())));
    }
  }

  /**
   * Fetches the masks that come with a call; takes as long as the network does, so it is done
   * before the task is locked.
   *
   * @throws KalemException invalid answer when a mask can not be used
   */
  MaskChange masks(ProjectAccess access, Task task, Masks.Given given) {
    return answers.takeMasks(projects.get(access), task, given);
  }

  /** Stores labels and time; the task stays where it is. */
  @Transactional
  Task save(ProjectAccess access, String taskId, Input input) {
    Project project = projects.getHeldStill(access);
    Task task = lock(project, taskId);
    String hash = input.hash("save");
    if (input.version().isPresent()
        && answers.isRepeat(task, access.email(), input.version().get(), hash)) {
      return task;
    }
    Benchmarks.requireOpen(task);
    requireVersion(task, input);
    requireEdit(access, project, task);
    requireOnePersonEach(access, project, task);
    Task labeled = labeled(access, project, task, input);
    // A lead's script that corrects many tasks does not take them; whoever works in the editor
    // does.
    boolean takes = input.version().isPresent() || !access.role().includes(ProjectRole.LEAD);
    Task held = takes ? WorkRights.taken(project, labeled, access.email(), now()) : labeled;
    Task saved = held.edit().draft(true).version(task.version() + 1).build();
    tasks.update(saved);
    input
        .version()
        .ifPresent(
            base -> answers.remember(task, access.email(), base, hash, saved.version(), now()));
    return saved;
  }

  /** Saves and leaves the stage; the history gets one entry. */
  @Transactional
  Task submit(ProjectAccess access, String taskId, Input input) {
    return submit(access, taskId, input, false);
  }

  /**
   * As {@link #submit(ProjectAccess, String, Input)}.
   *
   * @param isPlugin the labels are a plugin's: a Plugin stage is left without anybody's name
   */
  @Transactional
  Task submit(ProjectAccess access, String taskId, Input input, boolean isPlugin) {
    Project project = projects.getHeldStill(access);
    Task task = lock(project, taskId);
    String hash = input.hash("submit");
    if (isRepeat(access, task, input, hash) || Benchmarks.isFinished(task)) {
      return task;
    }
    requireVersion(task, input);
    requireEdit(access, project, task);
    requireOnePersonEach(access, project, task);
    Stage stage = stage(project, task);
    if (stage.type() == StageType.REVIEW) {
      requireReview(access, project, task);
    }
    Task ready = labeled(access, project, task, input);
    if (input.version().isPresent()) {
      requireComplete(project, ready);
    }
    if (Benchmarks.isAttempt(task)) {
      return benchmarks.finish(project, ready, access.email());
    }
    TaskMover.Mover by = mover(access, input, hash);
    if (ready.flow().judgment().isPresent()) {
      return judgments.submit(project, ready, stage, !isPlugin, by);
    }
    return mover.step(project, ready, stage, event(stage, access.email(), isPlugin), by);
  }

  private static Workflow.Event event(Stage stage, String email, boolean isPlugin) {
    return switch (stage.type()) {
      case LOGIC -> new Workflow.Event.Entered();
      case PLUGIN -> isPlugin ? new Workflow.Event.Passed() : new Workflow.Event.Submitted(email);
      case START, LABEL, REVIEW, CONSENSUS, WEBHOOK, HOLD, COMPLETE, ARCHIVE ->
          new Workflow.Event.Submitted(email);
    };
  }

  private void requireOnePersonEach(ProjectAccess access, Project project, Task task) {
    if (task.flow().judgment().isPresent()) {
      judgments.requireOnePersonEach(project, task, access.email());
    }
  }

  /** A reviewer's decision; {@code Todo} clears the last one without moving the task. */
  @Transactional
  Task review(ProjectAccess access, String taskId, ReviewStatus verdict, Input input) {
    Project project = projects.getHeldStill(access);
    Task task = lock(project, taskId);
    String hash = input.hash(verdict.wireName());
    if (isRepeat(access, task, input, hash)) {
      return task;
    }
    requireVersion(task, input);
    Stage stage = stage(project, task);
    if (stage.type() != StageType.REVIEW) {
      throw new KalemException(
          ErrorCode.NOT_IN_STAGE,
          "The task is not in a Review stage but in "
              + stage.name()
              + ", so it can not be reviewed.");
    }
    requireReview(access, project, task);
    if (verdict == ReviewStatus.TODO) {
      return clearReview(access, task);
    }
    boolean edits = WorkRights.of(access, project, task).edit();
    if (!edits && input.answer().isPresent()) {
      throw KalemException.forbidden("Labels can not be changed in this review stage.");
    }
    Task ready = edits ? labeled(access, project, task, input) : timed(access, task, input);
    if (verdict != ReviewStatus.REJECTED && input.version().isPresent()) {
      requireComplete(project, ready);
    }
    if (verdict == ReviewStatus.REJECTED) {
      requireIssue(task, stage);
    }
    return mover.step(
        project, ready, stage, new Workflow.Event.Reviewed(verdict), mover(access, input, hash));
  }

  private void requireIssue(Task task, Stage stage) {
    if (stage.settings() instanceof StageSettings.Review review
        && review.requireIssueOnReject()
        && issues.open(task.projectKey(), task.id()).stream()
            .noneMatch(issue -> issue.stageId().equals(stage.id()))) {
      throw KalemException.conflict(
          "Rejecting needs an open issue of this stage. Open one that says what is wrong.");
    }
  }

  private Task clearReview(ProjectAccess access, Task task) {
    Task cleared =
        task.edit()
            .review(ReviewStatus.TODO, Optional.empty())
            .version(task.version() + 1)
            .updated(now(), access.email())
            .build();
    tasks.update(cleared);
    return cleared;
  }

  /**
   * Puts a task aside: unsaved changes are discarded, nothing goes to the history. It comes back at
   * the end of the person's queue, or to the pool when the project says so.
   */
  @Transactional
  Task skip(ProjectAccess access, String taskId, Input input) {
    Project project = projects.getHeldStill(access);
    Task task = lock(project, taskId);
    Benchmarks.requireOpen(task);
    requireVersion(task, input);
    if (!project.isSkippingEnabled()) {
      throw KalemException.forbidden("Skipping is switched off in this project.");
    }
    if (!WorkRights.of(access, project, task).skip()) {
      throw KalemException.forbidden("Only who holds a task in its stage can skip it.");
    }
    answers.dropDraft(task, access.email());
    TaskEdit edit =
        timed(access, task, input)
            .edit()
            .skipped(true)
            .flow(task.flow().skipped())
            .version(task.version() + 1);
    if (project.isUnassigningSkippedTasks()) {
      edit.assignee(Optional.empty()).leaseExpiresAt(Optional.empty());
      tasks.removeStageAssignee(access.projectKey(), taskId, task.stageId());
    }
    Task skipped = edit.build();
    tasks.update(skipped);
    leases.rememberSkip(access.projectKey(), taskId, access.email());
    tasks.addEvent(
        access.projectKey(),
        ids.next(access.projectKey()),
        taskId,
        "skip",
        Json.write(Map.of("stage", task.stageId(), "comment", input.comment().orElse(""))),
        now(),
        access.email());
    return movedAside(access, project, skipped);
  }

  /** A task that was skipped too often goes where its stage says. */
  private Task movedAside(ProjectAccess access, Project project, Task skipped) {
    return stage(project, skipped)
        .workRules()
        .flatMap(WorkRules::afterSkips)
        .filter(after -> skipped.flow().skips() >= after.skips() && skipped.isMain())
        .flatMap(after -> project.graph().find(after.stageId()))
        .map(
            target ->
                mover.place(project, skipped, target, TaskMover.Mover.of(access.email(), now())))
        .orElse(skipped);
  }

  /** Gives a task back to the pool; unsaved work is kept for its author. */
  @Transactional
  Task release(ProjectAccess access, String taskId) {
    Task task = lock(projects.get(access), taskId);
    if (!task.isHeldBy(access.email()) && !access.role().includes(ProjectRole.LEAD)) {
      throw KalemException.forbidden("Only who holds a task, or a lead, can give it back.");
    }
    tasks.removeStageAssignee(access.projectKey(), taskId, task.stageId());
    Task released =
        task.edit()
            .assignee(Optional.empty())
            .leaseExpiresAt(Optional.empty())
            .version(task.version() + 1)
            .build();
    tasks.update(released);
    return released;
  }

  private TaskMover.Mover mover(ProjectAccess access, Input input, String hash) {
    return new TaskMover.Mover(
        access.email(),
        now(),
        input.comment(),
        input.version().map(version -> new StageVisit.Submission(version, hash)));
  }

  /** The task with the given labels stored and the time added. */
  private Task labeled(ProjectAccess access, Project project, Task task, Input input) {
    Instant now = now();
    if (input.answer().isEmpty()
        && input.masks().isNone()
        && !answers.hasDraft(task, access.email())) {
      return timed(access, task, input);
    }
    Answer answer =
        input
            .answer()
            .map(node -> answers.read(project, task, node, access.caller(), now))
            .orElseGet(() -> answers.withDraft(project, task, access.email()));
    Optional<String> id = answers.store(project, task, answer, input.masks(), access.email(), now);
    return timed(access, task, input).edit().answerId(id).build();
  }

  private Task timed(ProjectAccess access, Task task, Input input) {
    times.settle(task, access.email());
    return task.edit().spent(input.spent()).updated(now(), access.email()).build();
  }

  private Task lock(Project project, String taskId) {
    return locks.lock(project, taskId).orElseThrow(() -> KalemException.notFound("Task", taskId));
  }

  private static void requireVersion(Task task, Input input) {
    if (input.version().filter(version -> version != task.version()).isPresent()) {
      throw StaleVersion.of(task);
    }
  }

  /**
   * The same submit once more, because its answer got lost: the first one already moved the task.
   */
  private boolean isRepeat(ProjectAccess access, Task task, Input input, String hash) {
    if (input.version().isEmpty() || input.version().get() == task.version()) {
      return false;
    }
    List<StageVisit> visits = tasks.visits(access.projectKey(), task.id());
    return visits.stream()
        .filter(visit -> visit.completedBy().filter(access.email()::equals).isPresent())
        .reduce((first, second) -> second)
        .filter(
            visit ->
                visit
                    .submission()
                    .equals(input.version().map(v -> new StageVisit.Submission(v, hash))))
        .filter(visit -> visit.visit() == task.visit() - 1)
        .isPresent();
  }

  private static Stage stage(Project project, Task task) {
    return project
        .graph()
        .find(task.stageId())
        .orElseThrow(
            () ->
                KalemException.conflict(
                    "The stage of this task no longer exists. Requeue the task."));
  }

  private static void requireEdit(ProjectAccess access, Project project, Task task) {
    WorkRights rights = WorkRights.of(access, project, task);
    if (!rights.edit()) {
      throw KalemException.forbidden(
          rights.reason().orElse("You can not change the labels of this task."));
    }
  }

  private static void requireReview(ProjectAccess access, Project project, Task task) {
    WorkRights rights = WorkRights.of(access, project, task);
    if (!rights.review()) {
      throw KalemException.forbidden(rights.reason().orElse("You can not review this task."));
    }
  }

  private void requireComplete(Project project, Task task) {
    List<MissingItem> missing = answers.missing(project, task);
    if (!missing.isEmpty()) {
      throw new KalemException(
          ErrorCode.REQUIRED_MISSING,
          "Before submitting, add what is required: "
              + missing.stream().map(MissingItem::message).reduce((a, b) -> a + " " + b).orElse(""),
          missing.stream().map(Work::detail).toList(),
          Map.of());
    }
  }

  private static Map<String, Object> detail(MissingItem item) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("schemaId", item.schemaId());
    item.objectId().ifPresent(id -> detail.put("objectId", id));
    detail.put("path", item.path());
    detail.put("message", item.message());
    return detail;
  }

  private Instant now() {
    return Timestamps.now(clock);
  }
}
