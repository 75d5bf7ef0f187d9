package kalem.server.export;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import kalem.formats.LabelFormat;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportRow;

/**
 * The rows of one export, in their order. They are read by a thread of their own while the ones
 * before are written.
 */
final class ExportRows implements Iterator<ExportRow>, AutoCloseable {
  /** Batches that wait, beside the one being read and the one being written. */
  private static final int AHEAD = 1;

  private final RowBatches source;
  private final ReadAhead<RowBatches.Batch> batches;
  private Iterator<ExportRow> rows = Collections.emptyIterator();
  private long given;

  /**
   * @param extras what is read beside tasks, assets and answers
   */
  ExportRows(RowBatches.Sources sources, TaskConditions conditions, Set<LabelFormat.Extra> extras) {
    this.source = new RowBatches(sources, conditions, extras);
    this.batches = new ReadAhead<>(source, AHEAD);
  }

  /**
   * @throws ExportCanceledException when the calling thread is interrupted
   */
  @Override
  public boolean hasNext() {
    try {
      while (!rows.hasNext() && batches.hasNext()) {
        rows = batches.next().rows();
      }
    } catch (CancellationException e) {
      throw new ExportCanceledException(given);
    }
    return rows.hasNext();
  }

  @Override
  public ExportRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    given++;
    return rows.next();
  }

  @Override
  public void close() {
    batches.close();
    source.close();
  }
}
