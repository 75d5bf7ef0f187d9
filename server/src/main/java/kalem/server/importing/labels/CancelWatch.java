package kalem.server.importing.labels;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Interrupts work of an import that nobody wants any more: reading and fetching take long before
 * there is anything to store, at which a cancel would be noticed.
 */
@Component
class CancelWatch {
  private final ImportStore imports;
  private final Duration pause;

  @Autowired
  CancelWatch(ImportStore imports) {
    this(imports, Duration.ofSeconds(2));
  }

  CancelWatch(ImportStore imports, Duration pause) {
    this.imports = imports;
    this.pause = pause;
  }

  /** What can be interrupted: it works on files and streams. */
  interface Work<T> {
    T done() throws IOException;
  }

  /**
   * Does some work of an import in the caller's thread, which must be a virtual one for reads from
   * the network to be interrupted.
   *
   * @throws ImportCanceledException when the import is canceled before the work is done, or another
   *     attempt at it begins
   */
  <T> T over(Import begun, Work<T> work) throws IOException {
    Watched watched = new Watched(Thread.currentThread());
    Thread.ofVirtual()
        .name("import-cancel")
        .start(() -> watched.watch(() -> imports.isUnderWay(begun), pause));
    try {
      return work.done();
    } catch (IOException | RuntimeException failure) {
      if (watched.isCanceled()) {
        ImportCanceledException canceled = new ImportCanceledException();
        canceled.addSuppressed(failure);
        throw canceled;
      }
      throw failure;
    } finally {
      watched.end();
    }
  }

  /** A thread that is interrupted only while it does the work that is watched. */
  private static final class Watched {
    private final Thread worker;
    private boolean isOver;
    private boolean isCanceled;

    Watched(Thread worker) {
      this.worker = worker;
    }

    /** Interrupts until the work ends, as it may pass over an interrupt. */
    void watch(BooleanSupplier isWanted, Duration pause) {
      while (!isOverAfter(pause)) {
        if (isCanceled() || !isWanted(isWanted)) {
          interrupt();
        }
      }
    }

    /** The database may fail for a moment; the next look tells. */
    private static boolean isWanted(BooleanSupplier isWanted) {
      try {
        return isWanted.getAsBoolean();
      } catch (DataAccessException e) {
        return true;
      }
    }

    private synchronized boolean isOverAfter(Duration pause) {
      long end = System.nanoTime() + pause.toNanos();
      try {
        for (long left = pause.toMillis(); !isOver && left > 0; ) {
          wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        return true;
      }
      return isOver;
    }

    private synchronized void interrupt() {
      if (!isOver) {
        isCanceled = true;
        worker.interrupt();
      }
    }

    synchronized boolean isCanceled() {
      return isCanceled;
    }

    synchronized void end() {
      isOver = true;
      notifyAll();
      if (isCanceled) {
        Thread.interrupted();
      }
    }
  }
}
