package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.Answers;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.task.ReviewStatus;
import kalem.server.task.Task;
import kalem.server.task.TaskSelection;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves tasks to a stage by hand, outside the graph (workflow.md 8). Tasks are moved in portions,
 * each a transaction of its own, so any number of them neither locks the queue nor fills memory.
 */
@Service
class Requeue {
  private static final int PORTION = 200;

  private final TaskStore tasks;
  private final Projects projects;
  private final Answers answers;
  private final TaskLocks locks;
  private final TaskMover mover;
  private final JudgmentJoin judgments;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final InstantSource clock;

  Requeue(
      TaskStore tasks,
      Projects projects,
      Answers answers,
      TaskLocks locks,
      TaskMover mover,
      JudgmentJoin judgments,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.projects = projects;
    this.answers = answers;
    this.locks = locks;
    this.mover = mover;
    this.judgments = judgments;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** What else happens to a requeued task; all off by default. */
  record Options(boolean removeAnnotations, boolean removeAssignee, boolean removeStageHistory) {}

  /**
   * @return how many tasks were moved; those that Complete holds back are not
   * @throws KalemException when the stage does not exist; then nothing is moved
   */
  int requeue(ProjectAccess access, TaskSelection selection, String toStageId, Options options) {
    Stage target = target(projects.get(access), toStageId);
    if (target.isJudgment() && !selection.parameters().containsKey("taskIds")) {
      throw KalemException.invalid(
          "Judgments are reopened by their ids. Tasks go to the Consensus stage itself.");
    }
    int moved = 0;
    String last = "";
    List<String> portion;
    do {
      portion = tasks.select(access.projectKey(), selection, last, PORTION);
      moved += move(access, portion, target.id(), options);
      last = portion.isEmpty() ? last : portion.getLast();
    } while (portion.size() == PORTION);
    return moved;
  }

  private int move(ProjectAccess access, List<String> taskIds, String targetId, Options options) {
    Integer moved =
        transactions.execute(
            status -> {
              Project project = projects.getHeldStill(access);
              Stage target = target(project, targetId);
              return (int)
                  taskIds.stream()
                      .filter(id -> moveOne(access.email(), project, id, target, options))
                      .count();
            });
    return moved == null ? 0 : moved;
  }

  private static Stage target(Project project, String stageId) {
    return project
        .graph()
        .find(stageId)
        .orElseThrow(() -> KalemException.invalid("Unknown stage: " + stageId + "."));
  }

  private boolean moveOne(
      String email, Project project, String taskId, Stage target, Options options) {
    Optional<Task> found = locks.lock(project, taskId);
    if (found.isEmpty()
        || isHeldBack(project, found.get())
        || target.isJudgment() == found.get().isMain()) {
      return false;
    }
    Task task = found.get();
    Instant now = Timestamps.now(clock);
    if (!task.isMain()) {
      return reopen(email, project, task, target, options, now);
    }
    if (options.removeAnnotations()) {
      answers.dropDrafts(project.projectKey(), taskId);
      task = task.edit().answerId(Optional.empty()).preLabeled(false).build();
    }
    // Who holds it now is who it returns to, should it come back to this stage.
    task.assignee()
        .ifPresent(
            holder ->
                tasks.putStageAssignee(
                    project.projectKey(), taskId, found.get().stageId(), holder));
    if (options.removeAssignee()) {
      tasks.removeStageAssignee(project.projectKey(), taskId, target.id());
    }
    if (options.removeStageHistory()) {
      tasks.deleteVisits(project.projectKey(), taskId);
      task = task.edit().labeledBy(List.of()).review(ReviewStatus.TODO, Optional.empty()).build();
    }
    mover.place(project, task, target, TaskMover.Mover.of(email, now));
    remember(email, task, target, options, now);
    return true;
  }

  /** A judgment goes back to its own stage only, and only while the round goes on. */
  private boolean reopen(
      String email, Project project, Task judgment, Stage target, Options options, Instant now) {
    if (!judgment.stageId().equals(target.id())) {
      return false;
    }
    Task task = judgment;
    if (options.removeAnnotations()) {
      answers.dropDrafts(project.projectKey(), judgment.id());
      task = judgment.edit().answerId(Optional.empty()).build();
    }
    boolean reopened =
        judgments.reopen(project, task, !options.removeAssignee(), TaskMover.Mover.of(email, now));
    if (reopened) {
      remember(email, judgment, target, options, now);
    }
    return reopened;
  }

  private static boolean isHeldBack(Project project, Task task) {
    return project.graph().find(task.stageId()).filter(Stage::preventRequeue).isPresent();
  }

  private void remember(String email, Task task, Stage target, Options options, Instant now) {
    tasks.addEvent(
        task.projectKey(),
        ids.next(task.projectKey()),
        task.id(),
        "requeue",
        Json.write(Map.of("from", task.stageId(), "to", target.id(), "options", options)),
        now,
        email);
  }

  /** Of some stages, those that hold tasks. */
  Set<String> occupied(int projectKey, Collection<String> stageIds) {
    return tasks.occupied(projectKey, stageIds);
  }

  /** Empties stages that are about to be removed from the workflow, in the caller's transaction. */
  void vacate(Project project, Collection<String> stageIds, Stage target, String email) {
    TaskSelection selection = TaskSelection.inStages(List.copyOf(stageIds));
    Options none = new Options(false, false, false);
    forEach(project, selection, id -> moveOne(email, project, id, target, none));
    forEach(
        project,
        TaskSelection.openJudgmentsIn(List.copyOf(stageIds)),
        id -> drop(project, id, email));
  }

  private void forEach(Project project, TaskSelection selection, Consumer<String> act) {
    String last = "";
    List<String> portion;
    do {
      portion = tasks.select(project.projectKey(), selection, last, PORTION);
      portion.forEach(act);
      last = portion.isEmpty() ? last : portion.getLast();
    } while (portion.size() == PORTION);
  }

  /** The stage of a judgment goes, so nobody can give it any more. */
  private void drop(Project project, String judgmentId, String email) {
    locks
        .lock(project, judgmentId)
        .filter(Task::isOpen)
        .ifPresent(
            judgment ->
                judgments.drop(
                    project, judgment, TaskMover.Mover.of(email, Timestamps.now(clock))));
  }
}
