package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Mark;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/** What a bulk move does to single tasks, in the caller's transaction. */
@Component
class BulkActs {
  private final TaskStore tasks;
  private final TaskLocks locks;
  private final TaskMover mover;
  private final PluginQueue plugins;
  private final Webhooks webhooks;
  private final Ids ids;
  private final InstantSource clock;

  BulkActs(
      TaskStore tasks,
      TaskLocks locks,
      TaskMover mover,
      PluginQueue plugins,
      Webhooks webhooks,
      Ids ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.locks = locks;
    this.mover = mover;
    this.plugins = plugins;
    this.webhooks = webhooks;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @return how many tasks it was done to; those that went elsewhere meanwhile are left alone
   */
  int apply(Project project, BulkMoves.Order order, List<String> taskIds) {
    int done = 0;
    for (String id : taskIds) {
      Optional<Task> task =
          locks.lock(project, id).filter(found -> found.stageId().equals(order.stageId()));
      Optional<Stage> stage = project.graph().find(order.stageId());
      if (task.isPresent() && stage.isPresent() && apply(project, order, task.get(), stage.get())) {
        done++;
      }
    }
    return done;
  }

  private boolean apply(Project project, BulkMoves.Order order, Task task, Stage stage) {
    Instant now = Timestamps.now(clock);
    return switch (order.act()) {
      case FORWARD -> {
        mover.step(
            project,
            task,
            stage,
            new Workflow.Event.Passed(),
            TaskMover.Mover.of(order.email(), now));
        remember(task, "forward", stage, order.email(), now);
        yield true;
      }
      case RERUN -> rerun(project, task, stage, order.email(), now);
      case RESEND -> resend(task, stage, now);
    };
  }

  private boolean rerun(Project project, Task task, Stage stage, String email, Instant now) {
    if (task.flow().mark() == Mark.NONE || !task.isOpen()) {
      return false;
    }
    remember(task, "rerun", stage, email, now);
    return switch (task.flow().mark()) {
      case PLUGIN_ERROR -> {
        plugins.run(unmarked(task));
        yield true;
      }
      case WEBHOOK_FAILED, WEBHOOK_RETRYING -> resend(task, stage, now);
      case NO_NEXT_STAGE, WORKFLOW_LOOP -> {
        repeat(project, task, stage, now);
        yield true;
      }
      case NONE -> false;
    };
  }

  private void repeat(Project project, Task task, Stage stage, Instant now) {
    PendingEvent pending =
        task.flow()
            .pending()
            .map(PendingEvent::of)
            .orElseGet(
                () ->
                    new PendingEvent(
                        new Workflow.Event.Entered(), task.updatedBy(), Optional.empty()));
    Task fresh = task.edit().flow(task.flow().steps(0).unmarked()).build();
    if (pending.event() instanceof Workflow.Event.Entered) {
      mover.enterAgain(project, fresh, stage, TaskMover.Mover.of(pending.by(), now));
      return;
    }
    mover.step(
        project,
        fresh,
        stage,
        pending.event(),
        new TaskMover.Mover(pending.by(), now, pending.comment(), Optional.empty()));
  }

  private boolean resend(Task task, Stage stage, Instant now) {
    if (stage.settings() instanceof StageSettings.Webhook webhook) {
      webhooks.send(unmarked(task), stage.id(), webhook, now);
      return true;
    }
    return false;
  }

  private Task unmarked(Task task) {
    Task free = task.edit().flow(task.flow().unmarked()).version(task.version() + 1).build();
    tasks.update(free);
    return free;
  }

  private void remember(Task task, String what, Stage stage, String email, Instant now) {
    tasks.addEvent(
        task.projectKey(),
        ids.next(task.projectKey()),
        task.id(),
        what,
        Json.write(Map.of("stage", stage.id())),
        now,
        email);
  }
}
