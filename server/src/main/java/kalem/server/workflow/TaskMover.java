package kalem.server.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskEdit;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Stores the outcome of a workflow step: history, new stage, assignee and version, in the caller's
 * transaction and on the locked row of the task.
 */
@Component
class TaskMover {
  private final TaskStore tasks;
  private final Projects projects;
  private final Ids ids;

  TaskMover(TaskStore tasks, Projects projects, Ids ids) {
    this.tasks = tasks;
    this.projects = projects;
    this.ids = ids;
  }

  /**
   * Who moves a task, and what they said.
   *
   * @param submission what the person sent, where it named a version
   */
  record Mover(
      String email,
      Instant at,
      Optional<String> comment,
      Optional<StageVisit.Submission> submission) {}

  /**
   * Leaves the stages of the outcome and enters the one where the task rests.
   *
   * @param task locked, with its answer and times already those to leave the stage with
   * @return the task as it is now stored
   */
  Task move(Project project, Task task, Workflow.Outcome outcome, Mover mover) {
    writeHistory(project, task, outcome, mover);
    TaskEdit edit = task.edit();
    for (Workflow.Exit exit : outcome.exits()) {
      if (exit.byPerson()) {
        leave(task, edit, exit, mover);
      }
      edit.entered(outcome.stage().id(), mover.at());
    }
    if (!outcome.exits().isEmpty()) {
      arrive(project, task, edit, outcome.stage(), mover);
    }
    return store(task, edit, mover);
  }

  /** Puts a task into a stage outside the graph: the visit so far ends without a history entry. */
  Task place(Project project, Task task, Stage stage, Mover mover) {
    Task placed = task.edit().entered(stage.id(), mover.at()).build();
    Workflow.Outcome outcome = Workflow.step(project.graph(), stage, new Workflow.Event.Entered());
    if (!outcome.exits().isEmpty()) {
      return move(project, placed, outcome, mover);
    }
    TaskEdit edit = placed.edit();
    arrive(project, placed, edit, stage, mover);
    return store(placed, edit, mover);
  }

  private Task store(Task task, TaskEdit edit, Mover mover) {
    Task moved = edit.version(task.version() + 1).updated(mover.at(), mover.email()).build();
    tasks.update(moved);
    return moved;
  }

  private void leave(Task task, TaskEdit edit, Workflow.Exit exit, Mover mover) {
    tasks.putStageAssignee(
        task.projectKey(), task.id(), exit.stage().id(), task.assignee().orElse(mover.email()));
    if (exit.stage().type() == StageType.LABEL) {
      edit.labeledBy(
          Stream.concat(task.labeledBy().stream(), Stream.of(mover.email())).distinct().toList());
    }
    exit.verdict()
        .ifPresent(
            verdict ->
                edit.review(
                    verdict,
                    Optional.of(new Task.Review(mover.email(), mover.at(), mover.comment()))));
  }

  private void arrive(Project project, Task task, TaskEdit edit, Stage stage, Mover mover) {
    edit.assignee(returningAssignee(project, task, stage));
    boolean complete = stage.type() == StageType.COMPLETE;
    edit.completed(
        complete ? Optional.of(mover.at()) : Optional.empty(),
        complete ? Optional.of(mover.email()) : Optional.empty());
  }

  /** A task that returns to a stage goes to who had it there, if they may still work on it. */
  private Optional<String> returningAssignee(Project project, Task task, Stage stage) {
    return tasks
        .stageAssignee(task.projectKey(), task.id(), stage.id())
        .filter(stage::admits)
        .filter(email -> mayWork(project, stage, email));
  }

  private boolean mayWork(Project project, Stage stage, String email) {
    ProjectRole least =
        stage.type() == StageType.REVIEW ? ProjectRole.REVIEWER : ProjectRole.LABELER;
    return projects.role(project, email).filter(role -> role.includes(least)).isPresent();
  }

  private void writeHistory(Project project, Task task, Workflow.Outcome outcome, Mover mover) {
    List<StageVisit> visits = new ArrayList<>();
    int visit = task.visit();
    for (Workflow.Exit exit : outcome.exits()) {
      visits.add(visit(project, task, exit, visit++, mover));
    }
    if (!visits.isEmpty()) {
      tasks.addVisits(project.projectKey(), visits);
    }
  }

  private StageVisit visit(Project project, Task task, Workflow.Exit exit, int visit, Mover mover) {
    boolean own = visit == task.visit();
    return new StageVisit(
        ids.next(project.projectKey()),
        task.id(),
        visit,
        exit.stage().id(),
        exit.stage().name(),
        exit.stage().type().wireName(),
        task.answerId(),
        own ? task.time() : Durations.NONE,
        task.batchIds(),
        exit.verdict().filter(verdict -> verdict != ReviewStatus.TODO),
        exit.byPerson() ? mover.comment() : Optional.empty(),
        own && task.isSkipped(),
        tasks.wasIn(project.projectKey(), task.id(), exit.stage().id()),
        own ? task.enteredAt() : mover.at(),
        mover.at(),
        exit.byPerson() ? Optional.of(mover.email()) : Optional.empty(),
        exit.byPerson() ? mover.submission() : Optional.empty());
  }
}
