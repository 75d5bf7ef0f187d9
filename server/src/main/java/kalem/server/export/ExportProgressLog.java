package kalem.server.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kalem.formats.ango.ExportProgress;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the row of a running export up to date, now and then, and finds out there whether it was
 * canceled or begun anew by another run. Writes on a connection of its own, as the snapshot's is
 * read-only.
 */
final class ExportProgressLog implements ExportProgress {
  /** Short enough that an export of a second or two is seen to move. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ExportStore exports;
  private final TransactionTemplate ownTransaction;
  private final InstantSource clock;
  private final ExportRun run;
  private final long total;
  private Instant next = Instant.MIN;
  private boolean canceled;

  ExportProgressLog(
      ExportStore exports,
      TransactionTemplate ownTransaction,
      InstantSource clock,
      ExportRun run,
      long total) {
    this.exports = exports;
    this.ownTransaction = ownTransaction;
    this.clock = clock;
    this.run = run;
    this.total = total;
  }

  @Override
  public void wrote(long rows) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    canceled = !ownTransaction.execute(status -> exports.progress(run, rows, total));
  }

  /** An interrupt means that the server stops; the export then begins anew at the next start. */
  @Override
  public boolean isCanceled() {
    return canceled || Thread.currentThread().isInterrupted();
  }
}
