package kalem.server.importing.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kalem.annotation.ontology.CategorySchema;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Component;

/** Imports that are small enough to be done while their request waits; no row tells of them. */
@Component
class LabelRequest {
  private final LabelImporter importer;
  private final Projects projects;
  private final Ids ids;
  private final InstantSource clock;

  LabelRequest(LabelImporter importer, Projects projects, Ids ids, InstantSource clock) {
    this.importer = importer;
    this.projects = projects;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param items that were there
   */
  record Report(Tally tally, long items, List<Finding> findings) {}

  /**
   * Imports every item of a file.
   *
   * @throws KalemException invalid answer with every fault, when strict was asked for
   */
  Report run(ProjectAccess access, Path file, ImportOptions options, boolean isDryRun)
      throws IOException, InterruptedException {
    Project project = projects.get(access);
    ImportRun run =
        new ImportRun(
            ids.next(access.projectKey()),
            project,
            CategorySchema.of(Json.parse(project.categorySchema())),
            options,
            access.email(),
            Timestamps.now(clock),
            isDryRun,
            false);
    if (options.isStrict() && !isDryRun) {
      requireFaultless(run(run.asDryRun(), file));
    }
    Report report = run(run, file);
    if (options.isStrict()) {
      requireFaultless(report);
    }
    return report;
  }

  private Report run(ImportRun run, Path file) throws IOException, InterruptedException {
    Collected collected = new Collected();
    try (ImportSource source = ImportSource.own(file)) {
      importer.run(run, source, 0, collected);
    }
    return new Report(collected.tally, collected.items, collected.findings);
  }

  private static void requireFaultless(Report report) {
    List<Finding> faults = report.findings().stream().filter(Finding::isFault).toList();
    if (!faults.isEmpty()) {
      throw new KalemException(
          ErrorCode.INVALID_ANSWER,
          "Nothing was imported, as strict was asked for and there are "
              + faults.size()
              + " faults. First: "
              + faults.getFirst().path()
              + ": "
              + faults.getFirst().message(),
          faults.stream().map(LabelRequest::detail).toList(),
          Map.of());
    }
  }

  private static Map<String, Object> detail(Finding fault) {
    return Map.of(
        "item",
        fault.item(),
        "code",
        fault.code(),
        "path",
        fault.path(),
        "message",
        fault.message());
  }

  /** Keeps what the few items of a request led to. */
  private static final class Collected implements LabelImporter.Log {
    /** Even one item can have more faults than an answer should. */
    private static final int MOST_FINDINGS = 10_000;

    private final List<Finding> findings = new ArrayList<>();
    private Tally tally = Tally.NONE;
    private long items;

    @Override
    public void done(Labeling.Outcome outcome, int count, long bytes) {
      int room = Math.max(0, MOST_FINDINGS - findings.size());
      findings.addAll(outcome.findings().subList(0, Math.min(room, outcome.findings().size())));
      tally = tally.plus(outcome.tally());
      items += count;
    }
  }
}
