package kalem.formats.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import kalem.formats.FileSink;

/** Where a conversion goes: a folder or a zip. */
interface OutputSink extends FileSink, AutoCloseable {
  /** Ends the last file and makes everything visible. */
  void finish() throws IOException;

  /** Gives up what was not finished. */
  @Override
  void close() throws IOException;

  /**
   * Opens the output.
   *
   * @param at the time that the files of a zip carry
   * @throws FileAlreadyExistsException when there is something already
   */
  static OutputSink open(Path path, Instant at) throws IOException {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      if (Files.exists(path)) {
        throw new FileAlreadyExistsException(path.toString());
      }
      return new ZipSink(path, at);
    }
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
        if (content.iterator().hasNext()) {
          throw new FileAlreadyExistsException(path + " is not empty");
        }
      }
    } else if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new FolderSink(path);
  }
}
