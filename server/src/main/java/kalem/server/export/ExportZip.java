package kalem.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.ExportedIssue;
import kalem.formats.FileSink;
import kalem.formats.LabelFormat;
import kalem.formats.LabelWriter;
import kalem.formats.ZipFileSink;
import kalem.formats.ango.AngoExportWriter;
import kalem.formats.ango.ExportCanceledException;
import kalem.formats.ango.ExportProgress;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportSchema;
import kalem.formats.ango.ExportVersion;
import kalem.formats.ango.IssueExportWriter;
import kalem.formats.ango.LegacyFacts;
import kalem.server.kernel.Json;

/** Writes rows as the zip that was asked for (export-format section 4). */
final class ExportZip {
  static final String SCHEMA = "schema.json";
  static final String DELETED = "deleted.json";

  private final ExportReading.Rows rows;
  private final ExportRequest request;
  private final ExportFileReader files;
  private final Instant at;
  private final ExportProgress progress;

  /**
   * @param files opens the files of assets, for converters that look into them
   * @param at the time of the export, part of the names of its files
   */
  ExportZip(ExportReading.Rows rows, ExportFileReader files, Instant at, ExportProgress progress) {
    this.rows = rows;
    this.request = rows.request();
    this.files = files;
    this.at = at;
    this.progress = progress;
  }

  /**
   * Writes all of it into a stream that stays open.
   *
   * @return the number of rows
   * @throws ExportCanceledException when asked to stop
   */
  long write(OutputStream target) throws IOException {
    if (request.subject() == ExportRequest.Subject.ISSUE) {
      return writeIssues(target);
    }
    return request.converter().isPresent()
        ? convert(target, request.converter().get())
        : writeRows(target);
  }

  private long writeIssues(OutputStream target) throws IOException {
    try (Stream<ExportedIssue> issues = rows.issues().read();
        IssueExportWriter zip =
            IssueExportWriter.open(target, rows.project().name(), at, request.content())) {
      return zip.writeAll(issues.iterator(), progress);
    }
  }

  private long writeRows(OutputStream target) throws IOException {
    LegacyFacts legacy =
        request.content().version() == ExportVersion.LEGACY ? rows.names() : LegacyFacts.NONE;
    try (AngoExportWriter zip =
        AngoExportWriter.open(
            target, rows.project().name(), at, request.content(), schema(), legacy)) {
      long count = writeParts(zip);
      if (request.includeSchema()) {
        write(zip, SCHEMA, ExportSchema.of(schema(), request.content()));
      }
      writeGone(zip);
      zip.finish();
      return count;
    }
  }

  private long writeParts(AngoExportWriter zip) throws IOException {
    if (request.split().isEmpty()) {
      try (ExportRows all = rows.all()) {
        return zip.writePart("", all, progress);
      }
    }
    DataSplit split = request.split().get();
    long count = 0;
    for (DataSplit.Part part : split.parts()) {
      try (ExportRows some = rows.of(part, split.by())) {
        count = zip.writePart(part.name(), some, progress);
      }
    }
    return count;
  }

  private long convert(OutputStream target, LabelFormat format) throws IOException {
    ZipFileSink zip = new ZipFileSink(target, at);
    Converting converting = new Converting(format, zip);
    if (request.split().isEmpty()) {
      try (ExportRows all = rows.all()) {
        converting.write("", all);
      }
    } else {
      DataSplit split = request.split().get();
      for (DataSplit.Part part : split.parts()) {
        try (ExportRows some = rows.of(part, split.by())) {
          converting.write(part.name() + "/", some);
        }
      }
    }
    writeGone(zip);
    zip.finish();
    return converting.count;
  }

  /** Runs a converter, once per part. */
  private final class Converting {
    private final LabelFormat format;
    private final FileSink zip;
    private final LabeledRows labeled = new LabeledRows(files, request.content().includeAssets());
    private long count;

    Converting(LabelFormat format, FileSink zip) {
      this.format = format;
      this.zip = zip;
    }

    void write(String folder, Iterator<ExportRow> source) throws IOException {
      try (LabelWriter writer =
              format.write(name -> zip.begin(folder + name), schema(), request.config());
          LabeledRowsAhead ahead = new LabeledRowsAhead(labeled, source)) {
        while (ahead.hasNext()) {
          if (progress.isCanceled()) {
            throw new ExportCanceledException(count);
          }
          writer.write(ahead.next());
          count++;
          progress.wrote(count);
        }
        writer.finish();
      }
    }
  }

  private CategorySchema schema() {
    return CategorySchema.of(Json.parse(rows.project().categorySchema()));
  }

  private void writeGone(FileSink zip) throws IOException {
    if (rows.gone().isEmpty()) {
      return;
    }
    try (Stream<GoneTask> gone = rows.goneTasks();
        Writer file = new OutputStreamWriter(zip.begin(DELETED), StandardCharsets.UTF_8)) {
      String before = "[";
      for (Iterator<GoneTask> each = gone.iterator(); each.hasNext(); ) {
        file.append(before).append(each.next().json());
        before = ",";
      }
      file.append(before.equals("[") ? "[]" : "]");
    }
  }

  private static void write(FileSink zip, String name, String content) throws IOException {
    try (OutputStream file = zip.begin(name)) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
