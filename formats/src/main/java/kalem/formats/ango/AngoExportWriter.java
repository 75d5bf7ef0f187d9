package kalem.formats.ango;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kalem.annotation.json.CompactJson;
import kalem.formats.FileNames;
import kalem.formats.FileSink;

/**
 * Writes the zip of an export, row by row, into a stream that stays open. The data file is the
 * first entry, as the client reads no other. Not for use by several threads.
 */
public final class AngoExportWriter implements FileSink {
  private static final int FASTEST = 1;

  private final ZipOutputStream zip;
  private final BufferedText text;
  private final String projectName;
  private final ExportOptions options;
  private final Instant at;
  private long rows;
  private boolean isFirst;

  private AngoExportWriter(
      OutputStream target, String projectName, ExportOptions options, Instant at) {
    this.zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    this.zip.setLevel(FASTEST);
    this.text = new BufferedText(zip);
    this.projectName = projectName;
    this.options = options;
    this.at = at;
  }

  /**
   * Begins an export.
   *
   * @param at the time of the export, part of the name of the data file
   */
  public static AngoExportWriter open(
      OutputStream target, String projectName, Instant at, ExportOptions options) {
    return new AngoExportWriter(target, projectName, options, at);
  }

  /**
   * Writes all rows into the one data file and finishes.
   *
   * @return the number of rows
   * @throws ExportCanceledException when asked to stop
   */
  public long writeAll(Iterator<ExportRow> source, ExportProgress progress) throws IOException {
    writePart("", source, progress);
    finish();
    return rows;
  }

  /**
   * Writes rows as one of several data files.
   *
   * @param part ends the name of the file, or names the folder where each row is a file; empty
   *     where there is only one
   * @return the number of rows of all parts so far
   * @throws ExportCanceledException when asked to stop
   */
  public long writePart(String part, Iterator<ExportRow> source, ExportProgress progress)
      throws IOException {
    beginPart(part);
    while (source.hasNext()) {
      if (progress.isCanceled()) {
        throw new ExportCanceledException(rows);
      }
      write(part, source.next());
      progress.wrote(rows);
    }
    endPart();
    return rows;
  }

  private void beginPart(String part) throws IOException {
    isFirst = true;
    if (options.format() != ExportFormat.SPLIT) {
      beginEntry(ExportNames.data(projectName, at, options.format(), part));
    }
    if (options.format() == ExportFormat.JSON) {
      text.append('[');
    }
  }

  private void write(String part, ExportRow row) throws IOException {
    switch (options.format()) {
      case JSON -> {
        text.append(isFirst ? "" : ",");
        writeJson(row);
      }
      case NDJSON -> {
        writeJson(row);
        text.append('\n');
      }
      case SPLIT -> {
        String folder = part.isEmpty() ? "" : part + "/";
        beginEntry(folder + ExportNames.row(row.asset().externalId(), row.task().taskId()));
        writeJson(row);
        endEntry();
      }
    }
    isFirst = false;
    rows++;
  }

  private void endPart() throws IOException {
    if (options.format() == ExportFormat.JSON) {
      text.append(']');
    }
    if (options.format() != ExportFormat.SPLIT) {
      endEntry();
    }
  }

  /** Begins a further file; data files come first. */
  @Override
  public OutputStream begin(String name) throws IOException {
    beginEntry(FileNames.safe(name));
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        zip.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        zip.closeEntry();
      }
    };
  }

  /** Ends the zip; the target stays open. */
  public void finish() throws IOException {
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
