package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.server.importing.labels.Import.Progress;
import kalem.server.importing.labels.Tally.ClassUse;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.job.TableStatistics;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.ontology.Ontology;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Does an import: opens the kept file, reads it through once, takes it over portion by portion.
 * Goes on behind the last finished item whenever it runs again.
 */
@Component
class ImportJob implements JobHandler<Imports.Task> {
  /** Each keeps a core busy, and the database as well. */
  private static final int AT_MOST = 2;

  private static final int MOST_ATTEMPTS = 5;

  /** Between two looks whether the import is canceled. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Imports imports;
  private final ImportStore store;
  private final FindingStore findings;
  private final FindingReport report;
  private final LabelImporter importer;
  private final FileFetching fetching;
  private final CancelWatch cancels;
  private final WorkFolders folders;
  private final Projects projects;
  private final Ontology ontology;
  private final ObjectStore objects;
  private final TableStatistics statistics;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  ImportJob(
      Imports imports,
      ImportStore store,
      FindingStore findings,
      FindingReport report,
      LabelImporter importer,
      FileFetching fetching,
      CancelWatch cancels,
      WorkFolders folders,
      Projects projects,
      Ontology ontology,
      ObjectStore objects,
      TableStatistics statistics,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.imports = imports;
    this.store = store;
    this.findings = findings;
    this.report = report;
    this.importer = importer;
    this.fetching = fetching;
    this.cancels = cancels;
    this.folders = folders;
    this.projects = projects;
    this.ontology = ontology;
    this.objects = objects;
    this.statistics = statistics;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public JobKind<Imports.Task> kind() {
    return Imports.KIND;
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public int mostAttempts() {
    return MOST_ATTEMPTS;
  }

  @Override
  public void run(Imports.Task task) throws Exception {
    Import begun = imports.begin(task).orElse(null);
    if (begun == null) {
      return;
    }
    statistics.refresh();
    Path folder = folders.make(begun.id());
    try {
      run(begun, folder);
    } catch (BadImportException e) {
      imports.failed(task, e.getMessage() == null ? "The file can not be read." : e.getMessage());
    } catch (KalemException e) {
      if (e.code().kind() != ErrorCode.Kind.CALLER) {
        throw e;
      }
      imports.failed(task, String.valueOf(e.getMessage()));
    } catch (ImportCanceledException e) {
      // Nothing is left to do: what was stored before the cancel stays.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      folders.remove(folder);
    }
  }

  @Override
  public void gaveUp(Imports.Task task, Throwable cause) {
    imports.failed(task, sentence(task, cause));
  }

  private static String sentence(Imports.Task task, Throwable cause) {
    return switch (cause) {
      case KalemException known when known.getMessage() != null -> known.getMessage();
      case IOException storage ->
          "The storage of files failed. What was imported before stays. Try again later.";
      default ->
          "The import failed on the server. What was imported before stays. Try again; if it"
              + " happens again, report import "
              + task.importId()
              + ".";
    };
  }

  private void run(Import begun, Path folder) throws IOException, InterruptedException {
    Import kept = cancels.over(begun, () -> fetching.keep(begun));
    try (ImportSource source = cancels.over(kept, () -> open(kept, folder))) {
      run(kept, source);
    }
  }

  private ImportSource open(Import kept, Path folder) throws IOException {
    // Some formats are told by the ending of the name.
    Path file =
        Files.createDirectory(folder.resolve("file"))
            .resolve(ImportFiles.bareName(kept.source().fileName()));
    try (InputStream in = objects.open(new ObjectKey(kept.source().objectKey().orElseThrow()))) {
      Files.copy(in, file);
    }
    return ImportSource.open(file, folder, kept.options());
  }

  private void run(Import kept, ImportSource source) throws IOException, InterruptedException {
    boolean isResumed = kept.progress().itemsDone() > 0 && !kept.progress().isChecking();
    if (!isResumed) {
      readThrough(kept, source);
      if (kept.options().isStrict() && !kept.isDryRun() && !isFaultless(kept, source)) {
        return;
      }
    }
    // Only now: a file that is refused leaves the category schema as it is.
    ImportRun run = run(kept, project(kept, source), source, kept.isDryRun());
    long itemsDone = isResumed ? skip(kept, source, kept.progress().itemsDone()) : 0;
    Tally tally = isResumed ? kept.tally() : opening(kept, run, source);
    JobLog log = new JobLog(kept, tally, itemsDone, false);
    importAll(run, source, log);
    log.conclude();
    finish(kept, run, log.tally);
  }

  /** Checks every item before the first is stored; ends the import when one has a fault. */
  private boolean isFaultless(Import kept, ImportSource source)
      throws IOException, InterruptedException {
    ImportRun check = run(kept, projects.get(kept.projectKey()), source, true);
    Tally checked =
        importAll(check, source, new JobLog(kept, opening(kept, check, source), 0, true));
    if (checked.faults() > 0) {
      refuse(kept, check, checked);
      return false;
    }
    source.rewind();
    return true;
  }

  /** The project, with the classes that the file needs where these are to be made. */
  private Project project(Import kept, ImportSource source) {
    boolean isChanged =
        kept.options().createsClasses() && !kept.isDryRun() && !source.classes().isEmpty();
    return isChanged
        ? projects.changeSchema(
            kept.projectKey(),
            kept.createdBy(),
            schema -> MissingClasses.added(schema, source.classes()))
        : projects.get(kept.projectKey());
  }

  private ImportRun run(Import kept, Project project, ImportSource source, boolean isDryRun) {
    return new ImportRun(
        kept.id(),
        project,
        CategorySchema.of(schema(kept, project, source, isDryRun)),
        kept.options(),
        kept.createdBy(),
        kept.createdAt(),
        isDryRun,
        source.isForeign());
  }

  /** A dry run reads labels against the schema as it would be. */
  private JsonNode schema(Import kept, Project project, ImportSource source, boolean isDryRun) {
    JsonNode schema = Json.parse(project.categorySchema());
    return kept.options().createsClasses() && isDryRun
        ? Json.parse(ontology.check(MissingClasses.added(schema, source.classes())).json())
        : schema;
  }

  /** Reads the file to its end, so that a broken one changes nothing, and counts its items. */
  private void readThrough(Import kept, ImportSource source) throws IOException {
    long items = skip(kept, source, Long.MAX_VALUE);
    source.rewind();
    store.opened(kept.projectKey(), kept.id(), source.format(), items);
  }

  private long skip(Import kept, ImportSource source, long count) throws IOException {
    return cancels.over(kept, () -> source.skip(count));
  }

  /** Forgets what an earlier run found, and notes what is known before the first item. */
  private Tally opening(Import kept, ImportRun run, ImportSource source) {
    List<Finding> leftOut = new ArrayList<>();
    Tally tally = Tally.NONE.withClasses(uses(source.classes(), run.project()));
    for (FormatReport.Left left : source.left()) {
      left.places().forEach(place -> leftOut.add(Finding.leftOut(place, left.reason())));
      tally = tally.plusUnlisted(ImportCodes.LEFT_OUT, left.count() - left.places().size(), true);
    }
    Tally whole = tally.plusFindings(leftOut);
    transactions.executeWithoutResult(
        status -> {
          findings.removeAll(kept.projectKey(), kept.id());
          findings.add(kept.projectKey(), kept.id(), 0, leftOut);
          if (!store.progress(kept, Progress.NONE, whole)) {
            throw new ImportCanceledException();
          }
        });
    return whole;
  }

  private static List<ClassUse> uses(List<FoundClass> found, Project project) {
    CategorySchema schema = CategorySchema.of(Json.parse(project.categorySchema()));
    return found.stream()
        .map(
            each ->
                new ClassUse(each.title(), each.kind().key(), MissingClasses.isKnown(schema, each)))
        .toList();
  }

  private Tally importAll(ImportRun run, ImportSource source, JobLog log)
      throws IOException, InterruptedException {
    importer.run(run, source, log.kept.source().size(), log);
    return log.tally;
  }

  private void refuse(Import kept, ImportRun run, Tally checked) throws IOException {
    ObjectKey key = writeReport(kept, run, checked);
    imports.finish(
        kept,
        ImportState.FAILED,
        checked,
        Optional.of(key.value()),
        Optional.of(
            "Nothing was imported, as strict was asked for and there are "
                + checked.faults()
                + " faults."));
  }

  private void finish(Import kept, ImportRun run, Tally tally) throws IOException {
    ObjectKey key = writeReport(kept, run, tally);
    imports.finish(
        kept,
        run.isDryRun() ? ImportState.CHECKED : ImportState.READY,
        tally,
        Optional.of(key.value()),
        Optional.empty());
  }

  private ObjectKey writeReport(Import kept, ImportRun run, Tally tally) throws IOException {
    ObjectKey key = ImportFiles.report(run.project().id(), kept.id());
    report.write(kept.projectKey(), kept.id(), tally, key);
    return key;
  }

  /** Keeps the row of the import up to date, in the transaction of each portion. */
  private final class JobLog implements LabelImporter.Log {
    private final Import kept;
    private final boolean isChecking;
    private Tally tally;
    private long itemsDone;
    private Instant looked = Instant.MIN;

    JobLog(Import kept, Tally tally, long itemsDone, boolean isChecking) {
      this.kept = kept;
      this.tally = tally;
      this.itemsDone = itemsDone;
      this.isChecking = isChecking;
    }

    /** Says what is wrong when nothing was labeled. */
    void conclude() {
      if (tally.codes().containsKey(ImportCodes.NOTHING_LABELED)) {
        // An earlier run of this job said so and came no further.
        return;
      }
      Causes.of(tally, itemsDone)
          .map(Finding::conclusion)
          .map(List::of)
          .ifPresent(
              finding ->
                  transactions.executeWithoutResult(
                      status ->
                          done(
                              new Labeling.Outcome(Tally.of(finding), finding),
                              0,
                              kept.source().size())));
    }

    /** Changes nothing of the import's row, as that would keep a cancel waiting. */
    @Override
    public void found(Labeling.Outcome outcome) {
      findings.add(
          kept.projectKey(), kept.id(), tally.skipped() + tally.warnings(), outcome.findings());
      tally = tally.plus(outcome.tally());
    }

    @Override
    public void stopWhenCanceled() {
      Instant now = clock.instant();
      if (now.isAfter(looked.plus(PAUSE))) {
        looked = now;
        if (!store.isUnderWay(kept)) {
          throw new ImportCanceledException();
        }
      }
    }

    @Override
    public void done(Labeling.Outcome outcome, int items, long bytes) {
      findings.add(
          kept.projectKey(), kept.id(), tally.skipped() + tally.warnings(), outcome.findings());
      Tally sum = tally.plus(outcome.tally());
      Progress now = new Progress(isChecking, bytes, itemsDone + items, Optional.empty());
      if (!store.progress(kept, now, sum)) {
        throw new ImportCanceledException();
      }
      tally = sum;
      itemsDone += items;
    }
  }
}
