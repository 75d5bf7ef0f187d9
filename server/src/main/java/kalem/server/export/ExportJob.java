package kalem.server.export;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import kalem.formats.ango.ExportCanceledException;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.job.TableStatistics;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.StorageFaults;
import kalem.server.storage.StorageRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the zip of an export: one read-only snapshot of the database, streamed row by row into the
 * object store. Begins anew whenever it runs again, beside whatever a run before it wrote; the zip
 * appears whole and only at the end. A run whose export was canceled or begun anew meanwhile ends
 * without a word.
 */
@Component
class ExportJob implements JobHandler<Exports.Task> {
  private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

  /** Each keeps a database connection busy from its first to its last row. */
  private static final int AT_MOST = 4;

  private static final int MOST_ATTEMPTS = 3;

  private final Exports exports;
  private final ExportStore store;
  private final ExportReading reading;
  private final ExportFileReader files;
  private final ExportPlaces places;
  private final ExportRemoval removal;
  private final TableStatistics statistics;
  private final InstantSource clock;
  private final TransactionTemplate ownTransaction;

  ExportJob(
      Exports exports,
      ExportStore store,
      ExportReading reading,
      ExportFileReader files,
      ExportPlaces places,
      ExportRemoval removal,
      TableStatistics statistics,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.exports = exports;
    this.store = store;
    this.reading = reading;
    this.files = files;
    this.places = places;
    this.removal = removal;
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
    ExportRun run = exports.begin(task).orElse(null);
    if (run == null) {
      return;
    }
    try {
      make(run);
    } catch (ExportCanceledException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The server stops");
      }
      removal.removeObjects(run.ownLeftover());
    } catch (Exception e) {
      if (isWanted(run)) {
        throw new ExportRun.FailedException(run.number(), definite(e));
      }
      LOG.info("A run of export {} was superseded and ends", task.exportId(), e);
      removal.removeObjects(run.ownLeftover());
    }
  }

  private void make(ExportRun run) throws Exception {
    removal.removeObjects(run.earlierLeftover());
    statistics.refresh();
    Written written =
        reading.open(run.export().projectKey(), run.export().request(), rows -> write(run, rows));
    if (!exports.ready(run, written)) {
      removal.removeObjects(run.ownLeftover());
    }
  }

  /** A database that can not tell is no reason to keep quiet. */
  private boolean isWanted(ExportRun run) {
    try {
      return store.isNewest(run);
    } catch (DataAccessException e) {
      return true;
    }
  }

  /** A storage that refused would refuse again, so there is no point in trying. */
  private static Exception definite(Exception failure) {
    return failure instanceof StorageRefusedException refused
        ? new KalemException(ErrorCode.STORAGE_REFUSED, storageFailure(refused))
        : failure;
  }

  @Override
  public void gaveUp(Exports.Task task, Throwable cause) {
    Optional<Integer> run =
        cause instanceof ExportRun.FailedException failed
            ? Optional.of(failed.run())
            : Optional.empty();
    Throwable reason = run.isPresent() ? Objects.requireNonNull(cause.getCause()) : cause;
    if (exports.failed(task, run, sentence(task, reason))) {
      removal.removeObjects(store.everyObject(task.projectKey(), task.exportId()));
    }
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

  private Written write(ExportRun run, ExportReading.Rows rows) throws IOException {
    Export export = run.export();
    ExportProgressLog progress =
        new ExportProgressLog(store, ownTransaction, clock, run, rows.count());
    progress.wrote(0);
    try (ObjectStore.Upload upload = places.store(export.place()).begin(run.key())) {
      long count = new ExportZip(rows, files, export.createdAt(), progress).write(upload.content());
      Export.ExportFile file =
          new Export.ExportFile(run.key().value(), run.fileName(), upload.complete().size());
      return new Written(file, count, rows.snapshot());
    }
  }
}
