package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kalem.annotation.json.CompactJson;

/**
 * Writes the zip of an export, row by row, into a stream that stays open. The data file is the
 * first entry, as the client reads no other. Not for use by several threads.
 */
public final class AngoExportWriter {
  private static final int FASTEST = 1;

  private final ZipOutputStream zip;
  private final BufferedText text;
  private final ExportOptions options;
  private final Instant at;
  private long rows;

  private AngoExportWriter(OutputStream target, ExportOptions options, Instant at) {
    this.zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    this.zip.setLevel(FASTEST);
    this.text = new BufferedText(zip);
    this.options = options;
    this.at = at;
  }

  /**
   * Begins an export.
   *
   * @param at the time of the export, part of the name of the data file
   */
  public static AngoExportWriter open(
      OutputStream target, String projectName, Instant at, ExportOptions options)
      throws IOException {
    AngoExportWriter writer = new AngoExportWriter(target, options, at);
    if (options.format() != ExportFormat.SPLIT) {
      writer.beginEntry(ExportNames.data(projectName, at, options.format()));
    }
    if (options.format() == ExportFormat.JSON) {
      writer.text.append('[');
    }
    return writer;
  }

  /**
   * Writes all rows and finishes.
   *
   * @return the number of rows
   * @throws ExportCanceledException when asked to stop
   */
  public long writeAll(Iterator<ExportRow> source, ExportProgress progress) throws IOException {
    while (source.hasNext()) {
      if (progress.isCanceled()) {
        throw new ExportCanceledException(rows);
      }
      write(source.next());
      progress.wrote(rows);
    }
    finish();
    return rows;
  }

  /** Writes one row. */
  public void write(ExportRow row) throws IOException {
    switch (options.format()) {
      case JSON -> {
        text.append(rows == 0 ? "" : ",");
        writeJson(row);
      }
      case NDJSON -> {
        writeJson(row);
        text.append('\n');
      }
      case SPLIT -> {
        beginEntry(ExportNames.row(row.asset().externalId(), row.task().taskId()));
        writeJson(row);
        endEntry();
      }
    }
    rows++;
  }

  /** Ends the zip; the target stays open. */
  public void finish() throws IOException {
    if (options.format() == ExportFormat.JSON) {
      text.append(']');
    }
    if (options.format() != ExportFormat.SPLIT) {
      endEntry();
    }
    zip.finish();
  }

  private void writeJson(ExportRow row) throws IOException {
    try {
      new RowWriter(new CompactJson(text), options).write(row);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private void beginEntry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
  }

  private void endEntry() throws IOException {
    text.flush();
    zip.closeEntry();
  }
}
