package kalem.formats.ango;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import kalem.formats.FileNames;
import kalem.formats.InputRoot;
import kalem.formats.LabeledRow.MaskFile;

/** The masks that lie beside the labels in a zip; items name them by their paths in it. */
final class ZipMasks implements AutoCloseable {
  private final Path file;
  private Optional<InputRoot> opened = Optional.empty();

  ZipMasks(Path file) {
    this.file = file;
  }

  /**
   * A mask; nothing for what is no path in the zip.
   *
   * @throws kalem.formats.BadImportException when the zip looks like an attack
   */
  Optional<MaskFile> find(String address) {
    if (address.isEmpty() || address.contains("://") || !FileNames.safe(address).equals(address)) {
      return Optional.empty();
    }
    try {
      Path mask = root().resolve(address);
      return Files.isRegularFile(mask, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(() -> Files.newInputStream(mask))
          : Optional.empty();
    } catch (InvalidPathException odd) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path root() throws IOException {
    if (opened.isEmpty()) {
      opened = Optional.of(InputRoot.open(file));
    }
    return opened.orElseThrow().root();
  }

  @Override
  public void close() throws IOException {
    if (opened.isPresent()) {
      opened.get().close();
    }
  }
}
