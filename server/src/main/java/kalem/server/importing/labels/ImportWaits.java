package kalem.server.importing.labels;

import java.time.Duration;
import java.util.Optional;
import kalem.server.job.Waits;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Lets requests wait until an import is over. */
@Component
class ImportWaits {
  private final Imports imports;
  private final Waits waits =
      new Waits("The import goes on afterwards: see the history of imports of the project.");

  ImportWaits(Imports imports) {
    this.imports = imports;
  }

  /**
   * Waits for a while; empty when the import is not over then.
   *
   * @throws kalem.server.kernel.KalemException unavailable when the server stops
   */
  Optional<Import> await(Import started, Duration patience) {
    return waits.await(
        started.id(),
        patience,
        () ->
            Optional.of(imports.get(started.projectKey(), started.id()))
                .filter(now -> now.state().isOver()));
  }

  @TransactionalEventListener(fallbackExecution = true)
  void over(ImportFinished event) {
    waits.over(event.importId());
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    waits.stop();
  }
}
