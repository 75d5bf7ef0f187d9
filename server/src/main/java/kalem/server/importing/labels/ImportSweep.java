package kalem.server.importing.labels;

import java.time.Duration;
import java.time.InstantSource;
import kalem.server.job.RecurringJob;
import org.springframework.stereotype.Component;

/** Ends imports that are too old and removes the files of all that were deleted. */
@Component
class ImportSweep implements RecurringJob {
  private static final int BATCH = 1000;

  private final ImportStore imports;
  private final FindingStore findings;
  private final ImportRemoval removal;
  private final InstantSource clock;

  ImportSweep(
      ImportStore imports, FindingStore findings, ImportRemoval removal, InstantSource clock) {
    this.imports = imports;
    this.findings = findings;
    this.removal = removal;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "import-sweep";
  }

  @Override
  public Duration delay() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    imports.markExpired(clock.instant());
    for (ImportStore.Leftover leftover : imports.leftovers(BATCH)) {
      findings.removeAll(leftover.projectKey(), leftover.id());
      removal.removeObjects(leftover);
    }
  }
}
