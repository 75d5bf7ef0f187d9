package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.Asset;
import kalem.server.asset.TaskOpener;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Opens a task per new asset and forwards it where the workflow says so. The way from Start is the
 * same for all of them, so it is decided once; rows are written in batches.
 */
@Component
class TaskOpening implements TaskOpener {
  private final TaskStore tasks;
  private final Projects projects;
  private final Ids ids;
  private final InstantSource clock;

  TaskOpening(TaskStore tasks, Projects projects, Ids ids, InstantSource clock) {
    this.tasks = tasks;
    this.projects = projects;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<String> open(ProjectAccess access, List<Asset> assets) {
    Project project = projects.getHeldStill(access);
    Instant now = Timestamps.now(clock);
    Workflow.Outcome outcome =
        Workflow.step(project.graph(), project.graph().start(), new Workflow.Event.Entered());
    List<Task> opened = new ArrayList<>();
    List<StageVisit> visits = new ArrayList<>();
    for (Asset asset : assets) {
      Task task = task(project, asset, outcome, now, access.email());
      opened.add(task);
      int visit = 1;
      for (Workflow.Exit exit : outcome.exits()) {
        visits.add(visit(project, task, exit, visit++, now));
      }
    }
    tasks.add(opened);
    if (!visits.isEmpty()) {
      tasks.addVisits(project.projectKey(), visits);
    }
    return opened.stream().map(Task::id).toList();
  }

  private Task task(
      Project project, Asset asset, Workflow.Outcome outcome, Instant now, String email) {
    boolean complete = outcome.stage().type() == StageType.COMPLETE;
    return new Task(
        project.projectKey(),
        ids.next(project.projectKey()),
        asset.id(),
        asset.externalId(),
        asset.batchIds(),
        "default",
        outcome.stage().id(),
        1 + outcome.exits().size(),
        now,
        "READY",
        ReviewStatus.TODO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        asset.priority(),
        1,
        Optional.empty(),
        List.of(),
        false,
        false,
        false,
        false,
        Durations.NONE,
        Durations.NONE,
        0,
        now,
        email,
        now,
        email,
        complete ? Optional.of(now) : Optional.empty(),
        complete ? Optional.of(email) : Optional.empty());
  }

  private StageVisit visit(Project project, Task task, Workflow.Exit exit, int visit, Instant now) {
    Stage stage = exit.stage();
    return new StageVisit(
        ids.next(project.projectKey()),
        task.id(),
        visit,
        stage.id(),
        stage.name(),
        stage.type().wireName(),
        Optional.empty(),
        Durations.NONE,
        task.batchIds(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        now,
        now,
        Optional.empty(),
        Optional.empty());
  }
}
