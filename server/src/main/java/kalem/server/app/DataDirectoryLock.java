package kalem.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hub per data directory: a second one would take the first one's database for a leftover and
 * stop it. The operating system lets go of the lock however the process ends.
 */
final class DataDirectoryLock {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectoryLock.class);

  private final FileChannel file;

  private DataDirectoryLock(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException with a sentence for the operator when another hub holds it
   */
  static DataDirectoryLock take(Path dataDirectory) throws IOException {
    FileChannel file =
        FileChannel.open(
            dataDirectory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(file) == null) {
      file.close();
      throw new IllegalArgumentException(
          "Another hub already runs on the data directory "
              + dataDirectory
              + ". Stop it, or set KALEM_DATA_DIR to another directory.");
    }
    return new DataDirectoryLock(file);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process, as tests may do.
      return null;
    }
  }

  void release() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("The lock of the data directory can not be released", e);
    }
  }
}
