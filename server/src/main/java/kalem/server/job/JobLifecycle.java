package kalem.server.job;

import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import kalem.server.kernel.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets jobs run while the application is ready. They stop after the web server and before the
 * database connections close.
 */
@Component
class JobLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobLifecycle.class);

  private final JobRunner runner;
  private final JdbcClient jdbc;
  private final boolean isOnlyNode;
  private volatile boolean running;

  JobLifecycle(
      DataSource database,
      JdbcClient jdbc,
      Jobs jobs,
      List<JobHandler<?>> handlers,
      List<RecurringJob> recurring,
      InstantSource clock,
      Settings settings) {
    this.runner = new JobRunner(database, jobs, handlers, recurring, clock, JobPace.USUAL);
    this.jdbc = jdbc;
    // The embedded database belongs to this process alone.
    this.isOnlyNode = settings.database().isEmpty();
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    if (isOnlyNode) {
      releaseLeftovers();
    }
    runner.start();
    running = true;
  }

  /** Jobs of the process before this one would else wait until their heartbeats count as missed. */
  private void releaseLeftovers() {
    int released =
        jdbc.sql(
                """
                update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                  execution_time = least(execution_time, now()), version = version + 1
                where picked
                """)
            .update();
    if (released > 0) {
      LOG.info("{} jobs of a killed server run again", released);
    }
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    // Not before everything is ready.
  }

  @Override
  public void stop() {
    runner.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
