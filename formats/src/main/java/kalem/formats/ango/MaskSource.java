package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import kalem.formats.DataUrl;
import kalem.formats.FileNames;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow.MaskFile;

/**
 * Finds the masks that rows name: embedded ones, and files beside the export. Links stay unread.
 */
final class MaskSource {
  private final Path folder;
  private final FormatReport report;

  MaskSource(Path folder, FormatReport report) {
    this.folder = folder;
    this.report = report;
  }

  Optional<MaskFile> find(String link, String place) {
    Optional<MaskFile> embedded = DataUrl.bytes(link).map(MaskSource::of);
    Optional<MaskFile> found = embedded.or(() -> file(link));
    if (found.isEmpty()) {
      report.leftOut("A painted mask behind a link, which is not fetched.", place);
    }
    return found;
  }

  private static MaskFile of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  private Optional<MaskFile> file(String link) {
    if (link.contains("://") || !FileNames.safe(link).equals(link)) {
      return Optional.empty();
    }
    try {
      Path file = folder.resolve(link);
      return Files.isRegularFile(file)
          ? Optional.of(() -> Files.newInputStream(file))
          : Optional.empty();
    } catch (InvalidPathException odd) {
      return Optional.empty();
    }
  }
}
