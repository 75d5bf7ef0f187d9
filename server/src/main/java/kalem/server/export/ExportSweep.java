package kalem.server.export;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends exports that are too old and removes the zips of all that were deleted. */
@Component
class ExportSweep implements RecurringJob {
  private static final Logger LOG = LoggerFactory.getLogger(ExportSweep.class);
  private static final int BATCH = 1000;

  private final ExportStore exports;
  private final ObjectStore objects;
  private final InstantSource clock;

  ExportSweep(ExportStore exports, ObjectStore objects, InstantSource clock) {
    this.exports = exports;
    this.objects = objects;
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
    exports.leftovers(BATCH).forEach(this::removeObject);
  }

  private void removeObject(ExportStore.Leftover leftover) {
    try {
      objects.delete(new ObjectKey(leftover.objectKey()));
      exports.objectRemoved(leftover.projectKey(), leftover.id());
    } catch (IOException e) {
      LOG.warn("The zip of export {} stays until the next sweep", leftover.id(), e);
    }
  }
}
