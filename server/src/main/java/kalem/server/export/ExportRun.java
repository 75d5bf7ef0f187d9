package kalem.server.export;

import java.util.List;
import kalem.server.storage.ObjectKey;

/**
 * One run of the job that makes an export. A run that was taken for dead, as its machine slept, may
 * still be alive when the next one begins: only the newest may change the export, and each writes
 * an object of its own.
 *
 * @param number counted from 1
 * @param key of the object that it writes, noted in the database before anything is written
 * @param fileName of the zip
 * @param earlier keys under which runs before it may have left something
 */
record ExportRun(
    Export export, int number, ObjectKey key, String fileName, List<ObjectKey> earlier) {
  ExportRun {
    earlier = List.copyOf(earlier);
  }

  /** What lies about when nobody wants the export any more. */
  ExportStore.Leftover ownLeftover() {
    return leftover(List.of(key));
  }

  /** What runs before this one may have left. */
  ExportStore.Leftover earlierLeftover() {
    return leftover(earlier);
  }

  private ExportStore.Leftover leftover(List<ObjectKey> keys) {
    return new ExportStore.Leftover(export.projectKey(), export.id(), keys, export.place());
  }

  /** Says which run failed. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int run;

    FailedException(int run, Exception cause) {
      super(cause);
      this.run = run;
    }

    int run() {
      return run;
    }
  }
}
