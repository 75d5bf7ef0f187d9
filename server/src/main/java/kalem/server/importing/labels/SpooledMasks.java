package kalem.server.importing.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;
import kalem.formats.LabeledRow.MaskFile;

/**
 * Masks that lie beside the labels in the files of another program, set aside while these are read.
 */
final class SpooledMasks {
  /** No scheme that anything is fetched by. */
  private static final String PREFIX = "spooled-mask:";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final Path folder;
  private int count;

  SpooledMasks(Path folder) {
    this.folder = folder;
  }

  /** The entry with the masks that its reader can open set aside. */
  ImportEntry kept(ImportEntry entry, LabelReader reader) throws IOException {
    if (!(entry instanceof ImportItem item)
        || (item.brushDataUrl().isEmpty() && item.medicalBrushDataUrl().isEmpty())) {
      return entry;
    }
    return item.withMasks(
        kept(item.brushDataUrl(), reader), kept(item.medicalBrushDataUrl(), reader));
  }

  private Optional<String> kept(Optional<String> address, LabelReader reader) throws IOException {
    if (address.isEmpty()) {
      return address;
    }
    Optional<MaskFile> mask = reader.mask(address.get());
    if (mask.isEmpty()) {
      return address;
    }
    Files.createDirectories(folder);
    String name = String.valueOf(count++);
    try (InputStream in = mask.get().open()) {
      Files.copy(in, folder.resolve(name));
    }
    return Optional.of(PREFIX + name);
  }

  /** Opens a mask set aside; nothing for every other address. */
  Optional<InputStream> open(String address) throws IOException {
    String name = address.startsWith(PREFIX) ? address.substring(PREFIX.length()) : "";
    if (!NUMBER.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newInputStream(folder.resolve(name)));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }
}
