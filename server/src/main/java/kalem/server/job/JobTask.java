package kalem.server.job;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind of job as the library sees it: runs its handler and decides what a failure means. */
final class JobTask<T> extends AbstractTask<T> {
  private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);
  private static final Duration TURN = Duration.ofSeconds(1);

  private final JobHandler<T> handler;
  private final Semaphore places;

  JobTask(JobHandler<T> handler) {
    super(
        handler.kind().name(),
        handler.kind().argument(),
        (complete, operations) -> {
          throw new IllegalStateException("A job tells its failure itself");
        },
        new DeadExecutionHandler.ReviveDeadExecution<>());
    this.handler = handler;
    this.places = new Semaphore(handler.atMost(), true);
  }

  @Override
  public CompletionHandler<T> execute(TaskInstance<T> job, ExecutionContext context) {
    try {
      if (!places.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        return (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
      }
      try {
        handler.run(job.getData());
      } finally {
        places.release();
      }
      return (complete, operations) -> operations.stop();
    } catch (Throwable failure) {
      return failed(job, context, failure);
    } finally {
      // Set when the server stops; the row must still be written on this thread.
      Thread.interrupted();
    }
  }

  private CompletionHandler<T> failed(
      TaskInstance<T> job, ExecutionContext context, Throwable failure) {
    if (context.getSchedulerState().isShuttingDown()) {
      LOG.info("Job {} stops with the server and runs again at the next start", name(job));
      return (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
    }
    int attempts = context.getExecution().consecutiveFailures + 1;
    return switch (Retry.of(failure, attempts, handler.mostAttempts())) {
      case Retry.Later(Duration pause) -> {
        LOG.warn("Job {} failed, trying again in {}", name(job), pause, failure);
        yield (complete, operations) -> again(complete, operations, pause, failure);
      }
      case Retry.GiveUp() -> {
        LOG.error("Job {} failed for good", name(job), failure);
        handler.gaveUp(job.getData(), failure);
        yield (complete, operations) -> operations.stop();
      }
    };
  }

  /** Reported as a failure, so that the library counts it. */
  private void again(
      ExecutionComplete complete,
      ExecutionOperations<T> operations,
      Duration pause,
      Throwable failure) {
    Instant now = complete.getTimeDone();
    operations.reschedule(
        ExecutionComplete.failure(complete.getExecution(), now, now, failure), now.plus(pause));
  }

  private static String name(TaskInstance<?> job) {
    return job.getTaskAndInstance();
  }

  @Override
  public SchedulableInstance<T> schedulableInstance(String id) {
    return SchedulableInstance.of(instance(id), Instant.EPOCH);
  }

  @Override
  public SchedulableInstance<T> schedulableInstance(String id, T argument) {
    return SchedulableInstance.of(instance(id, argument), Instant.EPOCH);
  }
}
