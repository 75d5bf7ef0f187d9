package kalem.server.export;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Ends exports that are too old and removes the zips of all that were deleted. */
@Component
class ExportSweep implements RecurringJob {
  private static final int BATCH = 1000;

  private final ExportStore exports;
  private final ExportRemoval removal;
  private final InstantSource clock;

  ExportSweep(ExportStore exports, ExportRemoval removal, InstantSource clock) {
    this.exports = exports;
    this.removal = removal;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "export-sweep";
  }

  @Override
  public Duration delay() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    exports.markExpired(clock.instant());
    exports.leftovers(BATCH).forEach(removal::removeObject);
  }
}
