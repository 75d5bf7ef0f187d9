package kalem.server.annotation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kalem.server.annotation.MaskStore.Kept;
import kalem.server.job.RecurringJob;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes masks that no answer names: of labels that were refused, undone or replaced. Safe beside
 * everything else, as an answer only ever takes a mask that was just written for it, or that of the
 * answer before it.
 */
@Component
class MaskSweep implements RecurringJob {
  private static final Logger LOG = LoggerFactory.getLogger(MaskSweep.class);

  /** Longer than it takes from writing a mask to the commit of the answer that names it. */
  private static final Duration SETTLING = Duration.ofDays(1);

  private static final int BATCH = 1000;
  private static final int MOST_BATCHES = 10;

  private final MaskStore masks;
  private final ObjectStore objects;
  private final InstantSource clock;

  MaskSweep(MaskStore masks, ObjectStore objects, InstantSource clock) {
    this.masks = masks;
    this.objects = objects;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "mask-sweep";
  }

  @Override
  public Duration delay() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      List<Kept> due = masks.due(clock.instant().minus(SETTLING), BATCH);
      due.stream().collect(Collectors.groupingBy(Kept::projectKey)).forEach(this::sweep);
      if (due.size() < BATCH) {
        return;
      }
    }
  }

  private void sweep(int projectKey, List<Kept> due) {
    Set<String> named = masks.named(projectKey, due.stream().map(Kept::objectKey).toList());
    due.stream().filter(mask -> !named.contains(mask.objectKey())).forEach(this::remove);
  }

  private void remove(Kept unnamed) {
    try {
      objects.delete(new ObjectKey(unnamed.objectKey()));
      masks.remove(unnamed);
    } catch (IOException e) {
      LOG.warn("The mask {} stays behind until a later sweep", unnamed.objectKey(), e);
    }
  }
}
