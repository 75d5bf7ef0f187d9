package kalem.server.importing.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kalem.server.kernel.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Folders for files that live as long as one import runs; in the data directory, as the temporary
 * directory of many machines is small and in memory.
 */
@Component
class WorkFolders {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);

  /** Longer than any import lasts; what is older was left by a crash. */
  private static final Duration ABANDONED = Duration.ofDays(2);

  private final Path root;

  WorkFolders(Settings settings) {
    this.root = settings.dataDirectory().resolve("work");
  }

  /** A new, empty folder. */
  Path make(String name) throws IOException {
    Files.createDirectories(root);
    removeAbandoned();
    return Files.createTempDirectory(root, name + "-");
  }

  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.toList()) {
        if (isOlder(folder, limit)) {
          remove(folder);
        }
      }
    }
  }

  /** Another import may remove its folder between our listing and our look. */
  private static boolean isOlder(Path folder, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Removes a folder with everything in it; what can not be removed is left to a later look. */
  void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} stays behind for now", folder, e);
    }
  }
}
