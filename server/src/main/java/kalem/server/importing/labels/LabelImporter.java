package kalem.server.importing.labels;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.formats.ImportEntry;
import kalem.server.annotation.Masks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a source from one item to its end: one portion is read and prepared while the one before is
 * stored.
 */
@Component
class LabelImporter {
  /** Items of a portion: each portion is one commit, which is the costly part. */
  private static final int ITEMS = 1000;

  /** Bytes of a portion, as text; in memory they are about ten times as many. */
  private static final long BYTES = 1 << 20;

  private final Targets targets;
  private final LabelReading reading;
  private final LabelWriting writing;
  private final Masks masks;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  LabelImporter(
      Targets targets,
      LabelReading reading,
      LabelWriting writing,
      Masks masks,
      JdbcClient jdbc,
      TransactionTemplate transactions) {
    this.targets = targets;
    this.reading = reading;
    this.writing = writing;
    this.masks = masks;
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** Where an import notes how far it is. Called in the transaction of the labels themselves. */
  interface Log extends LongItems.Sink {
    /**
     * A portion is done.
     *
     * @throws ImportCanceledException when the import is to stop; the portion is undone
     */
    void done(Labeling.Outcome outcome, int items, long bytes);
  }

  /**
   * Imports what is left of a source.
   *
   * @param size bytes of the file, to which progress refers
   * @throws kalem.formats.BadImportException when the text breaks off; what came before it is kept
   */
  void run(ImportRun run, ImportSource source, long size, Log log)
      throws IOException, InterruptedException {
    NearestNames nearest = new NearestNames(jdbc, run.projectKey());
    try (Labeling labeling =
            new Labeling(
                run, targets, reading, writing, nearest, new ItemMasks(masks, source::openMask));
        ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("import-writer").factory())) {
      Future<?> storing = writer.submit(() -> {});
      while (source.hasNext()) {
        List<ImportEntry> entries = source.next(ITEMS, BYTES);
        long bytes = source.bytesOf(size);
        Portion portion = labeling.prepare(entries);
        await(storing);
        storing = writer.submit(() -> store(run, labeling, portion, bytes, log));
        if (!portion.longOnes().isEmpty()) {
          // Their text is there only until more is read.
          await(storing);
        }
      }
      await(storing);
    }
  }

  /** Imports a source in the caller's thread, as part of the caller's transaction. */
  void runHere(ImportRun run, ImportSource source, Log log) {
    NearestNames nearest = new NearestNames(jdbc, run.projectKey());
    ItemMasks itemMasks = new ItemMasks(masks, source::openMask);
    try (Labeling labeling = new Labeling(run, targets, reading, writing, nearest, itemMasks)) {
      while (source.hasNext()) {
        storeHere(run, labeling, labeling.prepare(source.next(ITEMS, BYTES)), 0, log);
      }
    }
  }

  private void store(ImportRun run, Labeling labeling, Portion portion, long bytes, Log log) {
    transactions.executeWithoutResult(status -> storeHere(run, labeling, portion, bytes, log));
  }

  private static void storeHere(
      ImportRun run, Labeling labeling, Portion portion, long bytes, Log log) {
    Set<Long> labeled = new HashSet<>();
    Labeling.Outcome outcome =
        run.isDryRun() ? labeling.report(portion, labeled) : labeling.store(portion, labeled);
    labeling.storeLong(portion, labeled, log);
    log.done(outcome, portion.items(), bytes);
  }

  private static void await(Future<?> storing) throws InterruptedException {
    try {
      storing.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
