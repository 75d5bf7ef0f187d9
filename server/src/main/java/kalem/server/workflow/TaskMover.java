package kalem.server.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Durations;
import kalem.server.task.Mark;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskEdit;
import kalem.server.task.TaskFlow;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Takes the steps of tasks: has them decided, and stores the outcome, which is history, new stage,
 * assignee, version and what the stage does next, in the caller's transaction and on the locked row
 * of the task.
 */
@Component
class TaskMover {
  private final TaskStore tasks;
  private final Projects projects;
  private final FactReading facts;
  private final StageEntry entry;
  private final Ids ids;

  TaskMover(TaskStore tasks, Projects projects, FactReading facts, StageEntry entry, Ids ids) {
    this.tasks = tasks;
    this.projects = projects;
    this.facts = facts;
    this.entry = entry;
    this.ids = ids;
  }

  /**
   * Who moves a task, and what they said.
   *
   * @param email of a person, or the name of a plugin
   * @param submission what the person sent, where it named a version
   */
  record Mover(
      String email,
      Instant at,
      Optional<String> comment,
      Optional<StageVisit.Submission> submission) {
    static Mover of(String email, Instant at) {
      return new Mover(email, at, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Lets something happen to a task in the stage where it is.
   *
   * @param task locked, with its answer and times already those to leave the stage with
   * @return the task as it is now stored
   */
  Task step(Project project, Task task, Stage stage, Workflow.Event event, Mover mover) {
    return store(
        project, task, task, false, decide(project, task, stage, event, mover), event, mover);
  }

  /** Lets the stage take a task in once more that it could not let go. */
  Task enterAgain(Project project, Task task, Stage stage, Mover mover) {
    Workflow.Event event = new Workflow.Event.Entered();
    return store(
        project, task, task, true, decide(project, task, stage, event, mover), event, mover);
  }

  /** Puts a task into a stage outside the graph: the visit so far ends without a history entry. */
  Task place(Project project, Task task, Stage stage, Mover mover) {
    TaskEdit edit = task.edit();
    if (project.graph().find(task.stageId()).map(Stage::type).orElse(StageType.CONSENSUS)
        == StageType.CONSENSUS) {
      edit.visits(Math.max(0, entry.abandon(project, task, mover.at()) - 1));
    }
    Task placed = edit.entered(stage.id(), mover.at()).build();
    Workflow.Event event = new Workflow.Event.Entered();
    return store(
        project, task, placed, true, decide(project, placed, stage, event, mover), event, mover);
  }

  private Workflow.Outcome decide(
      Project project, Task task, Stage stage, Workflow.Event event, Mover mover) {
    return Workflow.step(
        project.graph(),
        new Workflow.Position(task.id(), task.visit(), stage, task.flow().automaticSteps()),
        event,
        facts.of(project, task, stage, mover.email()));
  }

  /**
   * @param before the task as it is stored
   * @param task the same where it is decided upon
   * @param entered whether the stage takes it in, even if it rests right there
   */
  private Task store(
      Project project,
      Task before,
      Task task,
      boolean entered,
      Workflow.Outcome outcome,
      Workflow.Event event,
      Mover mover) {
    writeHistory(project, task, outcome, mover);
    TaskEdit edit = task.edit();
    if (outcome.leftConsensus()) {
      edit.entered(outcome.stage().id(), mover.at());
    }
    for (Workflow.Exit exit : outcome.exits()) {
      leave(task, edit, exit, mover);
      edit.entered(outcome.stage().id(), mover.at());
    }
    boolean arrives = entered || outcome.isMoved();
    if (arrives) {
      arrive(project, task, edit, outcome.stage(), mover);
    }
    edit.flow(marked(edit.build().flow(), outcome, event, mover));
    Task moved = edit.version(before.version() + 1).updated(mover.at(), mover.email()).build();
    tasks.update(moved);
    if (outcome.rest() == Workflow.Rest.LOOP) {
      entry.tellOfLoop(project, moved, outcome.stage());
    } else if (arrives && outcome.rest() == Workflow.Rest.MOVED) {
      entry.entered(project, moved, outcome.stage(), mover.at());
    }
    return moved;
  }

  static TaskFlow marked(
      TaskFlow flow, Workflow.Outcome outcome, Workflow.Event event, Mover mover) {
    TaskFlow stepped = flow.steps(outcome.automaticSteps());
    // Once it has moved, what happened is done: where it rests, it is to be let in again.
    PendingEvent again =
        new PendingEvent(
            outcome.isMoved() ? new Workflow.Event.Entered() : event,
            mover.email(),
            mover.comment());
    return switch (outcome.rest()) {
      case MOVED -> stepped.unmarked();
      case NO_NEXT_STAGE ->
          outcome.stage().type().outputs() == 0
              ? stepped.unmarked()
              : stepped.marked(
                  Mark.NO_NEXT_STAGE,
                  Optional.of("Nothing is connected to the output that the task takes."),
                  Optional.of(again.json()));
      case LOOP ->
          stepped.marked(
              Mark.WORKFLOW_LOOP,
              Optional.of(
                  "The task went through "
                      + Workflow.MOST_AUTOMATIC_STEPS
                      + " stages without meeting a person."),
              Optional.of(again.json()));
    };
  }

  private void leave(Task task, TaskEdit edit, Workflow.Exit exit, Mover mover) {
    if (exit.byPerson()) {
      tasks.putStageAssignee(
          task.projectKey(), task.id(), exit.stage().id(), task.assignee().orElse(mover.email()));
    }
    exit.annotator()
        .ifPresent(
            email ->
                edit.labeledBy(
                    Stream.concat(task.labeledBy().stream(), Stream.of(email))
                        .distinct()
                        .toList()));
    exit.verdict()
        .ifPresent(
            verdict ->
                edit.review(
                    verdict,
                    exit.byPerson()
                        ? Optional.of(new Task.Review(mover.email(), mover.at(), mover.comment()))
                        : Optional.empty()));
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
    if (outcome.exits().isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>(tasks.visitCounts(project.projectKey(), task.id()).keySet());
    List<StageVisit> visits = new ArrayList<>();
    int visit = task.visit() + (outcome.leftConsensus() ? 1 : 0);
    for (Workflow.Exit exit : outcome.exits()) {
      boolean rework = !known.add(exit.stage().id());
      visits.add(visit(project, task, exit, visit++, rework, mover));
    }
    tasks.addVisits(project.projectKey(), visits);
  }

  private StageVisit visit(
      Project project, Task task, Workflow.Exit exit, int visit, boolean rework, Mover mover) {
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
        rework,
        own ? task.enteredAt() : mover.at(),
        mover.at(),
        exit.byPerson() ? Optional.of(mover.email()) : Optional.empty(),
        exit.byPerson() ? mover.submission() : Optional.empty(),
        Optional.empty());
  }
}
