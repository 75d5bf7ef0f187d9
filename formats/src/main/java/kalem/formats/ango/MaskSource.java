package kalem.formats.ango;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import kalem.formats.FileNames;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow.MaskFile;

/** Finds the masks that rows name: embedded ones, and files beside the export. Links stay unread. */
final class MaskSource {
  private static final String EMBEDDED = ";base64,";

  private final Path folder;
  private final FormatReport report;

  MaskSource(Path folder, FormatReport report) {
    this.folder = folder;
    this.report = report;
  }

  Optional<MaskFile> find(String link, String place) {
    Optional<MaskFile> found = link.startsWith("data:") ? embedded(link) : file(link);
    if (found.isEmpty()) {
      report.leftOut("A painted mask behind a link, which is not fetched.", place);
    }
    return found;
  }

  private static Optional<MaskFile> embedded(String link) {
    int comma = link.indexOf(EMBEDDED);
    if (comma < 0) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(link.substring(comma + EMBEDDED.length()));
      return Optional.of(() -> new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
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
