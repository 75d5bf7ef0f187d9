package kalem.server.importing.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.server.importing.labels.Import.Progress;
import kalem.server.importing.labels.Import.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of imports that wait for somebody else. */
@Timeout(60)
class CancelWatchTest {
  private final ImportFixture fixture = new ImportFixture("Watched");
  private final ImportStore store = fixture.hub.bean(ImportStore.class);
  private final CancelWatch watch = new CancelWatch(store, Duration.ofMillis(50));

  /** An import that runs, but whose job nobody does. */
  private Import running() {
    Import queued =
        new Import(
            fixture.key,
            fixture.project,
            1,
            0,
            ImportOptions.DEFAULT,
            ImportState.QUEUED,
            false,
            new Source(Optional.empty(), Optional.empty(), "labels.json", 0),
            Optional.empty(),
            Progress.NONE,
            Tally.NONE,
            Optional.empty(),
            Optional.empty(),
            Instant.now(),
            "someone@example.org",
            Optional.empty());
    store.add(queued);
    return fixture.hub.bean(Imports.class).begin(Imports.Task.of(queued)).orElseThrow();
  }

  @Test
  void aReadFromSomebodyWhoIsSilentEndsWithTheCancel() throws Exception {
    Import running = running();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> job =
          jobs.submit(
              () ->
                  watch.over(
                      running,
                      () -> {
                        try (Socket socket =
                            new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                          return socket.getInputStream().read();
                        }
                      }));
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.isConnected()).isTrue();
        store.cancel(fixture.key, running.id(), Instant.now(), Instant.now());
        assertThatThrownBy(job::get).hasCauseInstanceOf(ImportCanceledException.class);
      }
    }
  }

  @Test
  void workThatIsWantedIsDone() throws IOException {
    Import running = running();
    Instant end = Instant.now().plusMillis(300);
    assertThat(
            watch.over(
                running,
                () -> {
                  while (Instant.now().isBefore(end)) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                  }
                  return "done";
                }))
        .isEqualTo("done");
  }

  @Test
  void faultsOfTheWorkItselfAreToldAsTheyAre() {
    Import running = running();
    assertThatThrownBy(
            () ->
                watch.over(
                    running,
                    () -> {
                      throw new IOException("The disk is full");
                    }))
        .hasMessage("The disk is full");
  }

  @Test
  void anInterruptDoesNotOutliveTheWork() throws IOException {
    Import running = running();
    store.cancel(fixture.key, running.id(), Instant.now(), Instant.now());
    watch.over(
        running,
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return "done all the same";
        });
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
