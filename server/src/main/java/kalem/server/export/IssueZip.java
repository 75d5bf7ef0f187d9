package kalem.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;
import kalem.formats.ZipFileSink;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportNames;
import kalem.formats.ango.ExportProgress;
import kalem.server.kernel.Json;
import tools.jackson.databind.node.ObjectNode;

/** Writes issues as the zip that was asked for (export-format section 15). */
final class IssueZip {
  private final ExportReading.Rows rows;
  private final Instant at;
  private final ExportProgress progress;
  private long count;

  IssueZip(ExportReading.Rows rows, Instant at, ExportProgress progress) {
    this.rows = rows;
    this.at = at;
    this.progress = progress;
  }

  /**
   * Writes all of it into a stream that stays open.
   *
   * @return the number of issues
   * @throws ExportCanceledException when asked to stop
   */
  long write(OutputStream target) throws IOException {
    ZipFileSink zip = new ZipFileSink(target, at);
    try (Stream<ObjectNode> issues = rows.issues().read()) {
      Iterator<ObjectNode> each = issues.iterator();
      switch (rows.request().content().format()) {
        case JSON -> writeFile(zip, each, "[", ",", "]");
        case NDJSON -> writeFile(zip, each, "", "\n", "\n");
        case SPLIT -> writeFiles(zip, each);
      }
    }
    zip.finish();
    return count;
  }

  private void writeFile(
      ZipFileSink zip, Iterator<ObjectNode> issues, String start, String between, String end)
      throws IOException {
    String name = ExportNames.issues(rows.project().name(), at, rows.request().content().format());
    try (Writer file = new OutputStreamWriter(zip.begin(name), StandardCharsets.UTF_8)) {
      file.append(start);
      while (issues.hasNext()) {
        file.append(count == 0 ? "" : between).append(next(issues));
      }
      file.append(count == 0 && start.isEmpty() ? "" : end);
    }
  }

  private void writeFiles(ZipFileSink zip, Iterator<ObjectNode> issues) throws IOException {
    while (issues.hasNext()) {
      ObjectNode issue = issues.next();
      zip.write(issue.path("_id").asString() + ".json", counted(issue));
    }
  }

  private String next(Iterator<ObjectNode> issues) {
    return counted(issues.next());
  }

  private String counted(ObjectNode issue) {
    if (progress.isCanceled()) {
      throw new ExportCanceledException(count);
    }
    count++;
    progress.wrote(count);
    return Json.write(issue);
  }
}
