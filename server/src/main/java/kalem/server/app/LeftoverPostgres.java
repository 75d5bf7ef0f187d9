package kalem.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a database server that outlived a killed hub and still owns our data directory. */
final class LeftoverPostgres {
  private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LeftoverPostgres() {}

  static void stop(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> server = running(pidFile);
    if (server.isPresent()) {
      LOG.warn("Stopping the database server left over from a killed hub, {}", server.get().pid());
      terminate(server.get());
    }
    Files.deleteIfExists(pidFile);
  }

  /**
   * The first line of the file is the process id; a reused number must not cost a stranger's life.
   */
  private static Optional<ProcessHandle> running(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().trim()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().map(c -> c.endsWith("postgres")).orElse(true));
  }

  private static void terminate(ProcessHandle server) throws IOException {
    server.destroy();
    try {
      server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("It does not stop in {}, killing it", PATIENCE, e);
      server.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while stopping the old database server", e);
    } catch (ExecutionException e) {
      throw new IOException("The old database server can not be waited for", e);
    }
  }
}
