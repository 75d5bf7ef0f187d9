package kalem.formats.ango;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.BadImportException;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the rows of an export, one at a time: a list, lines of NDJSON, or a document per row. Of a
 * video's objects it keeps the key frames, in whichever form the file has them. A row that can not
 * be used is told in the report and passed over. Not for use by several threads.
 */
public final class AngoRowReader implements Iterator<LabeledRow>, AutoCloseable {
  private final Elements elements;
  private final TitleLookup classes;
  private final MaskSource masks;
  private final boolean withHistory;
  private final FormatReport report = new FormatReport();
  private @Nullable LabeledRow upcoming;
  private long faultyRows;

  private AngoRowReader(Elements elements, Path folder, CategorySchema schema, boolean history) {
    this.elements = elements;
    this.classes = new TitleLookup(schema);
    this.masks = new MaskSource(folder, report);
    this.withHistory = history;
  }

  /**
   * Opens the data files of an export.
   *
   * @param root a file, or a folder, which may lie in a zip
   * @param schema gives ids to entries that name their class by title
   * @param withHistory whether earlier visits are read as well
   * @throws BadImportException when there is no file of rows
   */
  public static AngoRowReader open(Path root, CategorySchema schema, boolean withHistory)
      throws IOException {
    Path parent = root.toAbsolutePath().getParent();
    Path folder = Files.isDirectory(root) || parent == null ? root : parent;
    return new AngoRowReader(new Elements(DataFiles.under(root)), folder, schema, withHistory);
  }

  /**
   * Whether another row follows.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public boolean hasNext() {
    while (upcoming == null) {
      Optional<JsonParser> tokens = elements.next();
      if (tokens.isEmpty()) {
        return false;
      }
      upcoming = row(tokens.get()).orElse(null);
    }
    return true;
  }

  /**
   * The next row.
   *
   * @throws BadImportException when the text breaks off or is not JSON
   */
  @Override
  public LabeledRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LabeledRow row = upcoming;
    upcoming = null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    report.took(row.answer().tools().size() + row.answer().classifications().size());
    return row;
  }

  private Optional<LabeledRow> row(JsonParser tokens) {
    String place = elements.path();
    try {
      if (tokens.currentToken() != JsonToken.START_OBJECT) {
        tokens.skipChildren();
        faultyRows++;
        report.leftOut("A row that is no object.", place);
        return Optional.empty();
      }
      return Optional.of(new RowDraft(classes, masks, report, withHistory, place).read(tokens));
    } catch (JacksonException broken) {
      elements.passOver(broken);
      faultyRows++;
      report.leftOut("A line that is not JSON.", place);
      return Optional.empty();
    }
  }

  /** What was left out so far. */
  public FormatReport report() {
    return report;
  }

  /** How many rows could not be used at all so far. */
  public long faultyRows() {
    return faultyRows;
  }

  @Override
  public void close() {
    try {
      elements.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
