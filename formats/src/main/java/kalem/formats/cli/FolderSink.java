package kalem.formats.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import kalem.formats.FileNames;

/** Files below a folder. */
final class FolderSink implements OutputSink {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private Optional<OutputStream> open = Optional.empty();

  FolderSink(Path folder) {
    this.folder = folder;
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    end();
    Path file = folder.resolve(FileNames.safe(name));
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    OutputStream stream =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), BUFFER);
    open = Optional.of(stream);
    return stream;
  }

  private void end() throws IOException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }

  @Override
  public void finish() throws IOException {
    end();
    Files.createDirectories(folder);
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
