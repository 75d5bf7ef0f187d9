package kalem.server.workflow;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Forgets messages of Webhook stages after 30 days. */
@Component
class WebhookSweep implements RecurringJob {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration PAUSE = Duration.ofHours(6);

  private final WebhookStore store;
  private final InstantSource clock;

  WebhookSweep(WebhookStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook-sweep";
  }

  @Override
  public Duration delay() {
    return PAUSE;
  }

  @Override
  public void run() {
    store.removeOlderThan(clock.instant().minus(KEPT));
  }
}
