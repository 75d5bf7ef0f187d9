package kalem.server.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the queue that does the work on this node, from start to stop. */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** Jobs at a time; well below the number of database connections. */
  private static final int PLACES = 16;

  private static final double FETCH_BELOW = 0.5;

  private final Jobs jobs;
  private final Scheduler scheduler;

  JobRunner(
      DataSource database,
      Jobs jobs,
      List<JobHandler<?>> handlers,
      List<RecurringJob> recurring,
      InstantSource clock,
      JobPace pace) {
    this.jobs = jobs;
    List<Task<?>> tasks = new ArrayList<>();
    handlers.forEach(handler -> tasks.add(new JobTask<>(handler)));
    this.scheduler =
        Scheduler.create(database, tasks)
            .startTasks(recurring.stream().map(JobRunner::task).toList())
            .schedulerName(new SchedulerName.Fixed("kalem-" + UUID.randomUUID()))
            .serializer(new JsonArguments())
            .clock(clock::instant)
            .executorService(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory()))
            .threads(PLACES)
            .pollUsingLockAndFetch(FETCH_BELOW, 1.0)
            .pollingInterval(pace.polling())
            .heartbeatInterval(pace.heartbeat())
            .missedHeartbeatsLimit(JobPace.MISSED_HEARTBEATS)
            .shutdownMaxWait(pace.patience())
            .failureLogging(LogLevel.OFF, false)
            .build();
  }

  void start() {
    scheduler.start();
    jobs.onSchedule(scheduler::triggerCheckForDueExecutions);
  }

  /** Interrupts what does not end by itself; those jobs run again at the next start. */
  void stop() {
    jobs.onSchedule(() -> {});
    scheduler.stop();
  }

  private static RecurringTask<Void> task(RecurringJob job) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.delay()))
        .execute((instance, context) -> run(job));
  }

  private static void run(RecurringJob job) {
    try {
      job.run();
    } catch (Exception e) {
      LOG.error("Recurring job {} failed; it runs again at its time", job.name(), e);
    } finally {
      Thread.interrupted();
    }
  }
}
