package kalem.server.export;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Lets requests wait until an export is over. The end of one made on this node is told at once;
 * those of other nodes are found by looking at the row.
 */
@Component
class ExportWaits {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Exports exports;
  private final Map<String, CountDownLatch> waits = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  ExportWaits(Exports exports) {
    this.exports = exports;
  }

  /**
   * Waits for a while; empty when the export is not over then.
   *
   * @throws KalemException unavailable when the server stops
   */
  Optional<Export> await(Export export, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    CountDownLatch told = waits.computeIfAbsent(export.id(), id -> new CountDownLatch(1));
    try {
      while (true) {
        Export now = exports.get(export.projectKey(), export.id());
        if (now.state().isOver()) {
          return Optional.of(now);
        }
        if (stopping) {
          throw stopped(export);
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        pause(export, told, Math.min(left, LOOK.toNanos()));
      }
    } finally {
      waits.remove(export.id());
    }
  }

  private static void pause(Export export, CountDownLatch told, long nanoseconds) {
    try {
      if (told.await(nanoseconds, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(export);
    }
  }

  private static KalemException stopped(Export export) {
    return new KalemException(
        ErrorCode.UNAVAILABLE,
        "The server is stopping. The export goes on afterwards: GET /v2/exports/"
            + export.id()
            + ".");
  }

  @TransactionalEventListener(fallbackExecution = true)
  void over(ExportFinished event) {
    CountDownLatch wait = waits.get(event.exportId());
    if (wait != null) {
      wait.countDown();
    }
  }

  /** Else the waiting requests would hold up the stop of the web server. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
    waits.values().forEach(CountDownLatch::countDown);
  }
}
