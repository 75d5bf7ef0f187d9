package kalem.server.export;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/**
 * Ends exports that are too old, and removes the zips of all that were deleted and what crashes
 * left.
 */
@Component
class ExportSweep implements RecurringJob {
  private static final int BATCH = 1000;

  /** Far longer than a run takes to find out that its export is over. */
  private static final Duration SETTLING = Duration.ofHours(1);

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
    exports.leftovers(clock.instant().minus(SETTLING), BATCH).forEach(removal::removeObjects);
  }
}
