package kalem.formats.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FormatReport;
import kalem.formats.LabeledRow;
import kalem.formats.ango.AngoRowReader;
import kalem.formats.ango.SchemaFinder;
import org.jspecify.annotations.Nullable;

/** The rows of an export. */
final class AngoRows implements RowSource {
  private final Path root;
  private final Progress progress;
  private Optional<CategorySchema> schema;

  AngoRows(Path root, Optional<CategorySchema> given, Progress progress) {
    this.root = root;
    this.schema = given;
    this.progress = progress;
  }

  /** A {@code schema.json} beside the rows is that of a conversion, unless it is a JSON Schema. */
  @Override
  public CategorySchema schema() throws IOException {
    if (schema.isEmpty()) {
      Path beside = root.resolve(AngoItems.SCHEMA);
      schema =
          Files.isDirectory(root) && Files.isRegularFile(beside)
              ? SchemaFile.find(beside)
              : Optional.empty();
    }
    if (schema.isEmpty()) {
      schema = Optional.of(found());
    }
    return schema.get();
  }

  private CategorySchema found() throws IOException {
    SchemaFinder finder = new SchemaFinder();
    try (AngoRowReader rows = AngoRowReader.open(root, CategorySchema.EMPTY, false)) {
      while (rows.hasNext()) {
        finder.add(rows.next());
        progress.step("Looking for classes");
      }
    }
    return finder.found().schema();
  }

  @Override
  public Pass begin(Predicate<String> isWanted, FormatReport faults) throws IOException {
    return new AngoPass(AngoRowReader.open(root, schema(), true), isWanted, faults);
  }

  private static final class AngoPass implements Pass {
    private final AngoRowReader rows;
    private final Predicate<String> isWanted;
    private final FormatReport faults;
    private @Nullable LabeledRow upcoming;

    AngoPass(AngoRowReader rows, Predicate<String> isWanted, FormatReport faults) {
      this.rows = rows;
      this.isWanted = isWanted;
      this.faults = faults;
    }

    @Override
    public boolean hasNext() {
      while (upcoming == null && rows.hasNext()) {
        LabeledRow row = rows.next();
        upcoming = isWanted.test(row.externalId()) ? row : null;
      }
      return upcoming != null;
    }

    @Override
    public LabeledRow next() {
      LabeledRow row = hasNext() ? upcoming : null;
      if (row == null) {
        throw new NoSuchElementException();
      }
      upcoming = null;
      return row;
    }

    @Override
    public FormatReport report() {
      return rows.report();
    }

    @Override
    public void close() {
      if (rows.faultyRows() > 0 && faults.left().isEmpty()) {
        faults.leftOut("Rows that can not be used", rows.faultyRows() + " of them");
      }
      rows.close();
    }
  }
}
