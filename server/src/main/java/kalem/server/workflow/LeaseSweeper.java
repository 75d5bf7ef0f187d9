package kalem.server.workflow;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives tasks back whose holder never began and went away. */
@Component
class LeaseSweeper implements RecurringJob {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseSweeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Leases leases;
  private final InstantSource clock;

  LeaseSweeper(Leases leases, InstantSource clock) {
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lease-sweep";
  }

  @Override
  public Duration delay() {
    return PAUSE;
  }

  @Override
  public void run() {
    int freed = leases.sweep(clock.instant());
    if (freed > 0) {
      LOG.info("Gave back {} tasks whose lease ran out", freed);
    }
  }
}
