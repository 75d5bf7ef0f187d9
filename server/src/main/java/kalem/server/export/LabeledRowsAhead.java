package kalem.server.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import kalem.formats.LabeledRow;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportRow;

/**
 * Rows as converters take them. Their labels are parsed by a thread of their own while the rows
 * before are written, as parsing takes longer than the writing and the reading. Large answers are
 * parsed when their row is asked for, so that no more than one is in memory.
 */
final class LabeledRowsAhead implements Iterator<LabeledRow>, AutoCloseable {
  /** Portions that wait, beside the one being parsed and the one being written. */
  private static final int AHEAD = 1;

  private static final int ROWS = 16;

  /** What the answers of a portion come to at most, deflated; parsed they are some 100 times it. */
  private static final long BYTES = 64 << 10;

  private final LabeledRows labeled;
  private final Iterator<ExportRow> source;
  private final ReadAhead<List<Supplier<LabeledRow>>> portions;
  private Iterator<Supplier<LabeledRow>> rows = Collections.emptyIterator();
  private long given;

  /**
   * @param source used by the other thread until this is closed; it stays open
   */
  LabeledRowsAhead(LabeledRows labeled, Iterator<ExportRow> source) {
    this.labeled = labeled;
    this.source = source;
    this.portions = new ReadAhead<>(new Portions(), AHEAD);
  }

  private final class Portions implements Iterator<List<Supplier<LabeledRow>>> {
    @Override
    public boolean hasNext() {
      return source.hasNext();
    }

    @Override
    public List<Supplier<LabeledRow>> next() {
      List<Supplier<LabeledRow>> portion = new ArrayList<>();
      long bytes = 0;
      do {
        ExportRow row = source.next();
        bytes += row.task().answer().bytesInMemory();
        portion.add(parsed(row));
      } while (portion.size() < ROWS && bytes < BYTES && source.hasNext());
      return portion;
    }

    private Supplier<LabeledRow> parsed(ExportRow row) {
      AnswerMembers answer = row.task().answer();
      if (!answer.isInMemory() || answer.bytesInMemory() > BYTES) {
        return () -> labeled.of(row);
      }
      LabeledRow now = labeled.of(row);
      return () -> now;
    }
  }

  /**
   * @throws ExportCanceledException when the calling thread is interrupted
   */
  @Override
  public boolean hasNext() {
    try {
      while (!rows.hasNext() && portions.hasNext()) {
        rows = portions.next().iterator();
      }
    } catch (CancellationException e) {
      throw new ExportCanceledException(given);
    }
    return rows.hasNext();
  }

  @Override
  public LabeledRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    given++;
    return rows.next().get();
  }

  /** Waits until the other thread has let go of the source. */
  @Override
  public void close() {
    portions.close();
  }
}
