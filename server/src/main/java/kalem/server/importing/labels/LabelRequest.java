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
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports that are small enough to be done while their request waits; no row tells of them. */
@Component
class LabelRequest {
  private final LabelImporter importer;
  private final Projects projects;
  private final Ids ids;
  private final InstantSource clock;
  private final TransactionTemplate transactions;

  LabelRequest(
      LabelImporter importer,
      Projects projects,
      Ids ids,
      InstantSource clock,
      TransactionTemplate transactions) {
    this.importer = importer;
    this.projects = projects;
    this.ids = ids;
    this.clock = clock;
    this.transactions = transactions;
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
    if (!options.isStrict()) {
      return run(run, file);
    }
    Report checked = run(run.asDryRun(), file);
    requireFaultless(checked);
    return isDryRun ? checked : allOrNothing(run, file);
  }

  /** The tasks may have changed since they were checked; then nothing of it stays. */
  private Report allOrNothing(ImportRun run, Path file) throws IOException {
    Collected collected = new Collected();
    try (ImportSource source = ImportSource.own(file)) {
      transactions.executeWithoutResult(
          status -> {
            importer.runHere(run, source, collected);
            requireFaultless(collected.report());
          });
    } catch (PessimisticLockingFailureException e) {
      throw KalemException.conflict(
          "Nothing was imported, as somebody else is changing the same tasks. Try again.");
    }
    return collected.report();
  }

  private Report run(ImportRun run, Path file) throws IOException, InterruptedException {
    Collected collected = new Collected();
    try (ImportSource source = ImportSource.own(file)) {
      importer.run(run, source, 0, collected);
    }
    return collected.report();
  }

  private static void requireFaultless(Report report) {
    if (report.tally().faults() > 0) {
      List<Finding> faults = report.findings().stream().filter(Finding::isFault).toList();
      throw new KalemException(
          ErrorCode.INVALID_ANSWER,
          "Nothing was imported, as strict was asked for and there are "
              + report.tally().faults()
              + " faults."
              + first(faults),
          faults.stream().map(LabelRequest::detail).toList(),
          Map.of());
    }
  }

  private static String first(List<Finding> faults) {
    return faults.stream()
        .findFirst()
        .map(fault -> " First: " + fault.path() + ": " + fault.message())
        .orElse("");
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

    private Report report() {
      return new Report(tally, items, List.copyOf(findings));
    }

    @Override
    public void done(Labeling.Outcome outcome, int count, long bytes) {
      found(outcome);
      items += count;
    }

    @Override
    public void found(Labeling.Outcome outcome) {
      int room = Math.max(0, MOST_FINDINGS - findings.size());
      findings.addAll(outcome.findings().subList(0, Math.min(room, outcome.findings().size())));
      tally = tally.plus(outcome.tally());
    }

    /** A request can not be canceled. */
    @Override
    public void stopWhenCanceled() {}
  }
}
