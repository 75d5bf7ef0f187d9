package kalem.server.storage;

import java.io.IOException;
import java.time.Duration;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Clears away what crashes left of uploads into the hub's own storage. */
@Component
class UnfinishedUploads implements RecurringJob {
  /** Longer than any upload lasts. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final ObjectStore store;

  UnfinishedUploads(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "unfinished-uploads";
  }

  @Override
  public Duration delay() {
    return Duration.ofDays(1);
  }

  @Override
  public void run() throws IOException {
    store.discardUnfinished(ABANDONED);
  }
}
