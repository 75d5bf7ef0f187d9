package kalem.server.workflow;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Mark;
import kalem.server.task.TaskSelection;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Acts of managers on all tasks of a stage: sending them on, and running again what something
 * keeps. Up to 500 tasks are dealt with at once, more by a job that goes on behind the last portion
 * after a crash.
 */
@Service
class BulkMoves {
  static final JobKind<Job> KIND = new JobKind<>("bulk-move", Job.class);

  /** More than this is a job (workflow.md 3.4). */
  static final int MOST_AT_ONCE = 500;

  private final BulkStore store;
  private final BulkActs acts;
  private final TaskStore tasks;
  private final Projects projects;
  private final Jobs jobs;
  private final Ids ids;
  private final InstantSource clock;

  BulkMoves(
      BulkStore store,
      BulkActs acts,
      TaskStore tasks,
      Projects projects,
      Jobs jobs,
      Ids ids,
      InstantSource clock) {
    this.store = store;
    this.acts = acts;
    this.tasks = tasks;
    this.projects = projects;
    this.jobs = jobs;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is done to each task. */
  enum Act {
    /** Sent on from Start or Hold. */
    FORWARD,
    /** What keeps it is tried again. */
    RERUN,
    /** Its message is sent again. */
    RESEND
  }

  /**
   * @param batchIds empty: all tasks of the stage
   */
  record Order(Act act, String stageId, List<String> batchIds, String email) {
    Order {
      batchIds = List.copyOf(batchIds);
    }

    TaskSelection selection() {
      TaskSelection inStage = TaskSelection.inStage(stageId, batchIds);
      return switch (act) {
        case FORWARD -> inStage.marked(List.of(Mark.NONE));
        case RERUN ->
            TaskSelection.withJudgments(stageId)
                .marked(
                    List.of(
                        Mark.NO_NEXT_STAGE,
                        Mark.WORKFLOW_LOOP,
                        Mark.PLUGIN_ERROR,
                        Mark.WEBHOOK_FAILED));
        case RESEND -> inStage;
      };
    }

    String json() {
      ObjectNode node = Json.object().put("stageId", stageId);
      batchIds.forEach(node.putArray("batches")::add);
      return node.toString();
    }
  }

  /** A bulk move as the queue holds it. */
  record Job(int projectKey, String id) {}

  /**
   * What became of it.
   *
   * @param moved how many tasks went on; so far, where a job does it
   * @param job id of the job, which tells when it is done
   */
  record Result(int moved, Optional<String> job) {}

  /**
   * @throws KalemException invalid when the stage is not one of those the act is for
   */
  @Transactional
  Result start(int projectKey, Order order) {
    projects.holdStill(projectKey);
    Project project = projects.get(projectKey);
    requireFit(project, order);
    return begin(project, order);
  }

  /** Sends on what waits in Start, in the transaction at hand. */
  void emptyStart(Project project, Stage start, String email) {
    Order order = new Order(Act.FORWARD, start.id(), List.of(), email);
    if (!tasks.select(project.projectKey(), order.selection(), "", 1).isEmpty()) {
      begin(project, order);
    }
  }

  private Result begin(Project project, Order order) {
    List<String> first =
        tasks.select(project.projectKey(), order.selection(), "", MOST_AT_ONCE + 1);
    if (first.size() <= MOST_AT_ONCE) {
      return new Result(acts.apply(project, order, first), Optional.empty());
    }
    String id = ids.next(project.projectKey());
    store.add(
        project.projectKey(),
        id,
        order,
        store.count(project.projectKey(), order.selection()),
        Timestamps.now(clock));
    jobs.schedule(KIND, id, new Job(project.projectKey(), id));
    return new Result(0, Optional.of(id));
  }

  private static void requireFit(Project project, Order order) {
    StageType type =
        project
            .graph()
            .find(order.stageId())
            .map(Stage::type)
            .orElseThrow(() -> KalemException.invalid("Unknown stage: " + order.stageId() + "."));
    boolean fits =
        switch (order.act()) {
          case FORWARD -> type == StageType.START || type == StageType.HOLD;
          case RERUN -> true;
          case RESEND -> type == StageType.WEBHOOK;
        };
    if (!fits) {
      throw KalemException.invalid(
          order.act() == Act.FORWARD
              ? "Only tasks in Start and Hold stages are sent on by hand. Requeue others."
              : "Only Webhook stages send messages.");
    }
  }
}
