package kalem.server.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.task.Task;
import org.springframework.stereotype.Component;

/** The runs of Plugin stages that wait for their turn, one per visit of a task. */
@Component
class PluginQueue {
  static final JobKind<Run> RUN = new JobKind<>("plugin-run", Run.class);
  static final JobKind<Run> OVERDUE = new JobKind<>("plugin-overdue", Run.class);

  /** A plugin that has not answered after this time has failed (workflow.md 4.8). */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int GROWTH = 4;

  /** How often a busy plugin is asked. */
  static final int MOST_ATTEMPTS = 5;

  private final Jobs jobs;
  private final InstantSource clock;

  PluginQueue(Jobs jobs, InstantSource clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * One run.
   *
   * @param visit of the task; in another one the run is of no use any more
   * @param series tells the runs of one visit apart that people asked for
   */
  record Run(int projectKey, String taskId, int visit, int series, int attempt) {
    String id() {
      return taskId + "." + visit + "." + series;
    }

    private String instance() {
      return id() + "." + attempt;
    }
  }

  /** Has the stage's plugin run for a task that is in it, once the transaction is over. */
  void run(Task task) {
    Run run = new Run(task.projectKey(), task.id(), task.visit(), task.version(), 1);
    jobs.schedule(RUN, run.instance(), run);
  }

  /** Tries again after a while. */
  void later(Run run) {
    Run next =
        new Run(run.projectKey(), run.taskId(), run.visit(), run.series(), run.attempt() + 1);
    jobs.schedule(RUN, next.instance(), next, clock.instant().plus(pause(run.attempt())));
  }

  /** Looks after ten minutes whether the plugin has answered. */
  void watch(Run run) {
    Instant end = clock.instant().plus(PATIENCE);
    jobs.schedule(OVERDUE, run.instance(), run, end);
  }

  /** From 5 seconds to 5 minutes. */
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy((long) Math.pow(GROWTH, attempts - 1));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
