package kalem.server.export;

import java.io.IOException;
import java.time.InstantSource;
import kalem.formats.ango.AngoExportWriter;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportNames;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.SignedLinks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the zip of an export: one read-only snapshot of the database, streamed row by row into the
 * object store. Begins anew whenever it runs again; the zip appears whole and only at the end.
 */
@Component
class ExportJob implements JobHandler<Exports.Task> {
  /** Each keeps a database connection busy from its first to its last row. */
  private static final int AT_MOST = 4;

  private static final int MOST_ATTEMPTS = 3;

  private final Exports exports;
  private final ExportStore store;
  private final SnapshotStore snapshot;
  private final Projects projects;
  private final Batches batches;
  private final ObjectStore objects;
  private final SignedLinks links;
  private final InstantSource clock;
  private final TransactionTemplate snapshotTransaction;
  private final TransactionTemplate ownTransaction;

  ExportJob(
      Exports exports,
      ExportStore store,
      SnapshotStore snapshot,
      Projects projects,
      Batches batches,
      ObjectStore objects,
      SignedLinks links,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.exports = exports;
    this.store = store;
    this.snapshot = snapshot;
    this.projects = projects;
    this.batches = batches;
    this.objects = objects;
    this.links = links;
    this.clock = clock;
    this.snapshotTransaction = new TransactionTemplate(transactions);
    this.snapshotTransaction.setReadOnly(true);
    this.snapshotTransaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public JobKind<Exports.Task> kind() {
    return Exports.KIND;
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public int mostAttempts() {
    return MOST_ATTEMPTS;
  }

  /** A zip in the store. */
  private record Written(Export.ExportFile file, long rows) {}

  @Override
  public void run(Exports.Task task) throws Exception {
    Export export = exports.begin(task).orElse(null);
    if (export == null) {
      return;
    }
    try {
      Written written = inSnapshot(() -> write(export));
      if (!exports.ready(export, written.file(), written.rows())) {
        objects.delete(new ObjectKey(written.file().objectKey()));
      }
    } catch (ExportCanceledException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The server stops");
      }
    }
  }

  @Override
  public void gaveUp(Exports.Task task, Throwable cause) {
    exports.failed(task, sentence(task, cause));
  }

  private static String sentence(Exports.Task task, Throwable cause) {
    return switch (cause) {
      case KalemException known when known.getMessage() != null -> known.getMessage();
      case IOException storage ->
          "The file could not be written to the storage: " + storage.getMessage() + ".";
      case Throwable other ->
          "The export failed on the server. Try again; if it happens again, report export "
              + task.exportId()
              + ".";
    };
  }

  /** Something done inside the snapshot. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T inSnapshot(Work<T> work) throws IOException {
    try {
      return snapshotTransaction.execute(
          status -> {
            try {
              return work.run();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Written write(Export export) throws IOException {
    Project project = projects.get(export.projectKey());
    StageGraph graph = project.graph();
    TaskConditions conditions =
        TaskConditions.of(
            export.projectKey(),
            export.request().filter(),
            graph.stages().stream()
                .filter(stage -> stage.type() == StageType.COMPLETE)
                .map(Stage::id)
                .toList());
    ExportRows.Sources sources =
        new ExportRows.Sources(
            export.projectKey(),
            snapshot,
            new AnswerTexts(projects, project),
            new StageNames(graph, id -> snapshot.lastStageName(export.projectKey(), id)),
            batches.names(export.projectKey()),
            key -> links.read(new ObjectKey(key), ExportFiles.ASSET_LINK_LIFE));
    ExportProgressLog progress =
        new ExportProgressLog(store, ownTransaction, clock, export, snapshot.count(conditions));
    progress.wrote(0);
    try (ExportRows rows =
        new ExportRows(sources, conditions, export.request().content().includeHistory())) {
      return write(export, project, rows, progress);
    }
  }

  private Written write(Export export, Project project, ExportRows rows, ExportProgressLog progress)
      throws IOException {
    String name = ExportNames.zip(ExportFiles.shortened(project.name()), export.createdAt());
    ObjectKey key = ExportFiles.key(project.id(), export.id(), name);
    try (ObjectStore.Upload upload = objects.begin(key)) {
      long count =
          AngoExportWriter.open(
                  upload.content(), project.name(), export.createdAt(), export.request().content())
              .writeAll(rows, progress);
      return new Written(new Export.ExportFile(key.value(), name, upload.complete().size()), count);
    }
  }
}
