package kalem.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kalem.formats.ango.ExportProgress;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.Json;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;

/**
 * Shows what an export would hold before it is made (export-format section 21.7). The first rows
 * are written by the very code that writes exports, and read back.
 */
@Component
class ExportPreview {
  private static final int ROWS = 5;

  private final Exports exports;
  private final ExportReading reading;
  private final ExportFileReader files;
  private final InstantSource clock;

  ExportPreview(
      Exports exports, ExportReading reading, ExportFileReader files, InstantSource clock) {
    this.exports = exports;
    this.reading = reading;
    this.files = files;
    this.clock = clock;
  }

  /**
   * What an export would hold.
   *
   * @param rows its first rows in the open format, whichever was asked for
   * @param truncated whether something of these rows was left out, as they are large
   * @param total number of all rows
   * @param files names of the files, as far as these rows tell
   */
  record Preview(List<Object> rows, boolean truncated, long total, List<String> files) {}

  /**
   * @throws kalem.server.kernel.KalemException naming the option that can not be used
   */
  Preview of(ProjectAccess access, ExportRequest asked) throws IOException {
    ExportRequest request = exports.checked(access, asked);
    Path zip = Files.createTempFile("kalem-preview", ".zip");
    try {
      return reading.open(
          access.projectKey(),
          request,
          rows -> {
            long total = rows.count();
            ExportReading.Rows first = rows.first(ROWS);
            write(first, zip);
            List<String> files = names(zip);
            write(first.plain(), zip);
            SmallRows small = read(zip);
            return new Preview(List.copyOf(small.rows()), small.isTruncated(), total, files);
          });
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private void write(ExportReading.Rows rows, Path zip) throws IOException {
    Instant now = clock.instant();
    try (OutputStream target = Files.newOutputStream(zip)) {
      new ExportZip(rows, files, now, ExportProgress.IGNORED).write(target);
    }
  }

  private static List<String> names(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return Collections.list(file.entries()).stream().map(ZipEntry::getName).toList();
    }
  }

  private static SmallRows read(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile());
        JsonParser lines =
            Json.MAPPER.createParser(file.getInputStream(file.entries().nextElement()))) {
      return SmallRows.read(lines);
    }
  }
}
