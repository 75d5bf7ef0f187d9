package kalem.server.export;

import java.io.IOException;
import java.time.InstantSource;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportNames;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.job.TableStatistics;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.StorageFaults;
import kalem.server.storage.StorageRefusedException;
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
  private final ExportReading reading;
  private final ExportFileReader files;
  private final ExportPlaces places;
  private final TableStatistics statistics;
  private final InstantSource clock;
  private final TransactionTemplate ownTransaction;

  ExportJob(
      Exports exports,
      ExportStore store,
      ExportReading reading,
      ExportFileReader files,
      ExportPlaces places,
      TableStatistics statistics,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.exports = exports;
    this.store = store;
    this.reading = reading;
    this.files = files;
    this.places = places;
    this.statistics = statistics;
    this.clock = clock;
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

  @Override
  public void run(Exports.Task task) throws Exception {
    Export export = exports.begin(task).orElse(null);
    if (export == null) {
      return;
    }
    statistics.refresh();
    try {
      Written written =
          reading.open(export.projectKey(), export.request(), rows -> write(export, rows));
      if (!exports.ready(export, written)) {
        places.store(export.place()).delete(new ObjectKey(written.file().objectKey()));
      }
    } catch (StorageRefusedException e) {
      // It would refuse again, so there is no point in trying.
      throw new KalemException(ErrorCode.STORAGE_REFUSED, storageFailure(e));
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
      case IOException storage -> storageFailure(storage);
      case Throwable other ->
          "The export failed on the server. Try again; if it happens again, report export "
              + task.exportId()
              + ".";
    };
  }

  private static String storageFailure(IOException failure) {
    return "The file could not be written to the storage: " + StorageFaults.words(failure) + ".";
  }

  private Written write(Export export, ExportReading.Rows rows) throws IOException {
    ExportProgressLog progress =
        new ExportProgressLog(store, ownTransaction, clock, export, rows.count());
    progress.wrote(0);
    String project = rows.project().name();
    String name = ExportNames.zip(ExportFiles.shortened(project), export.createdAt());
    ObjectKey key = ExportFiles.key(rows.project().id(), export, name);
    ObjectStore objects = places.store(export.place());
    objects.discardUnfinished(key);
    try (ObjectStore.Upload upload = objects.begin(key)) {
      long count = new ExportZip(rows, files, export.createdAt(), progress).write(upload.content());
      Export.ExportFile file = new Export.ExportFile(key.value(), name, upload.complete().size());
      return new Written(file, count, rows.snapshot());
    }
  }
}
