package kalem.server.export;

import java.time.Duration;
import java.util.Optional;
import kalem.server.job.Waits;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Lets requests wait until an export is over. */
@Component
class ExportWaits {
  private final Exports exports;
  private final Waits waits =
      new Waits("The export goes on afterwards: see the history of exports of the project.");

  ExportWaits(Exports exports) {
    this.exports = exports;
  }

  /**
   * Waits for a while; empty when the export is not over then.
   *
   * @throws kalem.server.kernel.KalemException unavailable when the server stops
   */
  Optional<Export> await(Export started, Duration patience) {
    return waits.await(
        started.id(),
        patience,
        () ->
            Optional.of(exports.get(started.projectKey(), started.id()))
                .filter(now -> now.state().isOver()));
  }

  @TransactionalEventListener(fallbackExecution = true)
  void over(ExportFinished event) {
    waits.over(event.exportId());
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    waits.stop();
  }
}
