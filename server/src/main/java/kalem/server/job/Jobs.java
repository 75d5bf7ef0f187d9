package kalem.server.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The door to the queue for those who want something done. */
@Service
public class Jobs {
  private final JdbcClient jdbc;
  private final InstantSource clock;
  private volatile Runnable wake = () -> {};

  Jobs(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Puts a job into the queue, as part of the transaction at hand: it runs soon after the commit,
   * or never.
   *
   * @param instanceId names the job among those of its kind
   * @return false when such a job waits or runs already; it stays as it is
   */
  public <T> boolean schedule(JobKind<T> kind, String instanceId, T argument) {
    return schedule(kind, instanceId, argument, clock.instant());
  }

  /** As {@link #schedule(JobKind, String, Object)}, but not before a time. */
  public <T> boolean schedule(JobKind<T> kind, String instanceId, T argument, Instant notBefore) {
    // The library's own client asks first and inserts then; the clash of two such inserts would
    // spoil the caller's transaction.
    int added =
        jdbc.sql(
                """
                insert into scheduled_tasks
                  (task_name, task_instance, task_data, execution_time, picked, version)
                values (?, ?, ?, ?, false, 1)
                on conflict (task_name, task_instance) do nothing
                """)
            .params(
                kind.name(),
                instanceId,
                Json.MAPPER.writeValueAsBytes(argument),
                Timestamp.from(notBefore))
            .update();
    wakeAfterCommit();
    return added == 1;
  }

  /** Takes a job out of the queue, unless it runs already or never existed. */
  public boolean cancel(JobKind<?> kind, String instanceId) {
    return jdbc.sql(
                "delete from scheduled_tasks where task_name = ? and task_instance = ? and not"
                    + " picked")
            .params(kind.name(), instanceId)
            .update()
        == 1;
  }

  /** Has the queue of this node looked at whenever something was scheduled here. */
  void onSchedule(Runnable wake) {
    this.wake = wake;
  }

  private void wakeAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      wake.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wake.run();
          }
        });
  }
}
