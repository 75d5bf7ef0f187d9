package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import kalem.server.access.ProjectAccess;
import kalem.server.asset.Asset;
import kalem.server.asset.TaskOpener;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskFlow;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Opens a task per new asset and forwards it where the workflow says so. Where neither rules nor
 * chance decide, the way from Start is the same for all of them, so it is decided once; rows are
 * written in batches.
 */
@Component
class TaskOpening implements TaskOpener {
  private final TaskStore tasks;
  private final Projects projects;
  private final StageEntry entry;
  private final BulkMoves bulk;
  private final Ids ids;
  private final InstantSource clock;

  TaskOpening(
      TaskStore tasks,
      Projects projects,
      StageEntry entry,
      BulkMoves bulk,
      Ids ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.projects = projects;
    this.entry = entry;
    this.bulk = bulk;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<String> open(ProjectAccess access, List<Asset> assets) {
    Project project = projects.getHeldStill(access);
    Stage start = project.graph().start();
    if (start.autoForward()) {
      // All that wait move on with the new ones, as people rely on (workflow.md 4.5).
      bulk.emptyStart(project, start, access.email());
    }
    Instant now = Timestamps.now(clock);
    BiFunction<String, Asset, Workflow.Outcome> ways = ways(project.graph(), start);
    List<Opened> opened = new ArrayList<>();
    List<StageVisit> visits = new ArrayList<>();
    for (Asset asset : assets) {
      String id = ids.next(project.projectKey());
      Workflow.Outcome outcome = ways.apply(id, asset);
      Task task = task(project, id, asset, outcome, now, access.email());
      opened.add(new Opened(task, outcome));
      int visit = 1;
      for (Workflow.Exit exit : outcome.exits()) {
        visits.add(visit(project, task, exit, visit++, now));
      }
    }
    tasks.add(opened.stream().map(Opened::task).toList());
    if (!visits.isEmpty()) {
      tasks.addVisits(project.projectKey(), visits);
    }
    opened.forEach(one -> settle(project, one, now));
    return opened.stream().map(one -> one.task().id()).toList();
  }

  private record Opened(Task task, Workflow.Outcome outcome) {}

  private void settle(Project project, Opened opened, Instant now) {
    switch (opened.outcome().rest()) {
      case MOVED -> entry.entered(project, opened.task(), opened.outcome().stage(), now);
      case LOOP -> entry.tellOfLoop(project, opened.task(), opened.outcome().stage());
      case NO_NEXT_STAGE -> {}
    }
    if (opened.outcome().rest() != Workflow.Rest.MOVED) {
      // Why it stays is written by an update alone.
      tasks.update(opened.task());
    }
  }

  private static BiFunction<String, Asset, Workflow.Outcome> ways(StageGraph graph, Stage start) {
    if (FactNeed.isForked(graph, start)) {
      return (id, asset) -> way(graph, start, id, facts(asset));
    }
    Workflow.Outcome same = way(graph, start, "", TaskFacts.NONE);
    return (id, asset) -> same;
  }

  private static Workflow.Outcome way(
      StageGraph graph, Stage start, String taskId, TaskFacts facts) {
    return Workflow.step(
        graph, new Workflow.Position(taskId, 1, start, 0), new Workflow.Event.Entered(), facts);
  }

  /** A new task has only what its asset tells. */
  private static TaskFacts facts(Asset asset) {
    TaskFacts none = TaskFacts.NONE;
    return new TaskFacts(
        none.answer(),
        none.annotators(),
        none.activeMillis(),
        asset.batchIds(),
        none.consensusAverage(),
        none.classScores(),
        none.benchmarkAverage(),
        none.openIssues(),
        none.reviewStatus(),
        none.skips(),
        Json.parse(asset.metadata()),
        asset.contextData().map(Json::parse).orElseGet(Json::object),
        asset.externalId(),
        none.visits(),
        asset.priority());
  }

  private static Task task(
      Project project,
      String id,
      Asset asset,
      Workflow.Outcome outcome,
      Instant now,
      String email) {
    boolean complete = outcome.stage().type() == StageType.COMPLETE;
    return new Task(
        project.projectKey(),
        id,
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
        complete ? Optional.of(email) : Optional.empty(),
        TaskMover.marked(
            TaskFlow.NEW, outcome, new Workflow.Event.Entered(), TaskMover.Mover.of(email, now)));
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
        Optional.empty(),
        Optional.empty());
  }
}
