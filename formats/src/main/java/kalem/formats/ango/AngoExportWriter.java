package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.deflate.PartInflater;
import kalem.formats.deflate.PartStream;
import kalem.formats.deflate.PartZip;

/**
 * Writes the zip of an export, row by row, into a stream that stays open. The data file is the
 * first entry, as the client reads no other. Not for use by several threads.
 */
public final class AngoExportWriter implements FileSink, AutoCloseable {
  private final PartZip zip;
  private final PartInflater inflater = new PartInflater();
  private final String projectName;
  private final ExportOptions options;
  private final CategorySchema schema;
  private final LegacyFacts legacy;
  private final Instant at;
  private long rows;

  private AngoExportWriter(
      OutputStream target,
      String projectName,
      ExportOptions options,
      CategorySchema schema,
      LegacyFacts legacy,
      Instant at) {
    this.legacy = legacy;
    this.zip = new PartZip(target, at);
    this.projectName = projectName;
    this.options = options;
    this.schema = schema;
    this.at = at;
  }

  /**
   * Begins an export.
   *
   * @param at the time of the export, part of the name of the data file
   */
  public static AngoExportWriter open(
      OutputStream target, String projectName, Instant at, ExportOptions options) {
    return open(target, projectName, at, options, CategorySchema.EMPTY, LegacyFacts.NONE);
  }

  /**
   * Begins an export.
   *
   * @param at the time of the export, part of the name of the data file
   * @param schema of the project; tells which questions may be answered several times
   * @param legacy what rows of the legacy form say beyond those of the current one
   */
  public static AngoExportWriter open(
      OutputStream target,
      String projectName,
      Instant at,
      ExportOptions options,
      CategorySchema schema,
      LegacyFacts legacy) {
    return new AngoExportWriter(target, projectName, options, schema, legacy, at);
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
    switch (options.format()) {
      case JSON -> writeList(zip.begin(dataName(part)), source, progress);
      case NDJSON -> writeLines(zip.begin(dataName(part)), source, progress);
      case SPLIT -> writeFiles(part.isEmpty() ? "" : part + "/", source, progress);
    }
    return rows;
  }

  private String dataName(String part) {
    return ExportNames.data(projectName, at, options.format(), part);
  }

  private void writeList(PartStream file, Iterator<ExportRow> source, ExportProgress progress)
      throws IOException {
    String before = "[";
    while (source.hasNext()) {
      file.append(before);
      write(source.next(), file, progress);
      before = ",";
    }
    file.append(before.equals("[") ? "[]" : "]");
  }

  private void writeLines(PartStream file, Iterator<ExportRow> source, ExportProgress progress)
      throws IOException {
    while (source.hasNext()) {
      write(source.next(), file, progress);
      file.append('\n');
    }
  }

  private void writeFiles(String folder, Iterator<ExportRow> source, ExportProgress progress)
      throws IOException {
    while (source.hasNext()) {
      ExportRow row = source.next();
      String name = ExportNames.row(row.asset().externalId(), row.task().taskId());
      write(row, zip.begin(folder + name), progress);
    }
  }

  private void write(ExportRow row, PartStream file, ExportProgress progress) throws IOException {
    if (progress.isCanceled()) {
      throw new ExportCanceledException(rows);
    }
    try {
      layout(file).write(row);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    rows++;
    progress.wrote(rows);
  }

  private RowLayout layout(PartStream file) {
    return switch (options.version()) {
      case CURRENT -> new RowWriter(file, options, schema, inflater);
      case LEGACY -> new LegacyRowWriter(file, options, schema, legacy, inflater);
    };
  }

  /** Begins a further file; data files come first. */
  @Override
  public OutputStream begin(String name) throws IOException {
    return zip.begin(FileNames.safe(name));
  }

  /** Ends the zip; the target stays open. */
  public void finish() throws IOException {
    zip.finish();
  }

  /** Gives memory back. */
  @Override
  public void close() throws IOException {
    try (inflater) {
      zip.close();
    }
  }
}
