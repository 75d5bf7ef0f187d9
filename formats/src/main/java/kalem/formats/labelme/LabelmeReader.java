package kalem.formats.labelme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.Folder;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Reads LabelMe's files one by one; the picture itself, where it is embedded, is passed over. */
final class LabelmeReader implements LabelReader {
  private final Path root;
  private final Iterator<Path> files;
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private Optional<ImportEntry> upcoming = Optional.empty();
  private long index;
  private boolean hasFound;

  LabelmeReader(Path root) {
    this.root = root;
    this.files = LabelmeFiles.of(root);
  }

  @Override
  public boolean hasNext() {
    while (upcoming.isEmpty() && files.hasNext()) {
      upcoming = read(files.next());
    }
    hasFound |= upcoming.isPresent();
    if (!hasFound) {
      throw new BadImportException("There is no JSON file with shapes.");
    }
    return upcoming.isPresent();
  }

  @Override
  public ImportEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ImportEntry entry = upcoming.orElseThrow();
    upcoming = Optional.empty();
    return entry;
  }

  private Optional<ImportEntry> read(Path file) {
    String name = Files.isDirectory(root) ? new Folder(root).name(file) : fileName(file);
    try (InputStream stream = Files.newInputStream(file);
        JsonParser tokens = ForeignJson.mapper().createParser(stream)) {
      Optional<ImportEntry> item =
          new PictureReader(classes, report, name).read(tokens, index).map(each -> each);
      index += item.isPresent() ? 1 : 0;
      return item;
    } catch (IOException | JacksonException broken) {
      Problem problem =
          new Problem(ProblemCode.NOT_JSON, "[" + index + "]", name + " is not JSON.");
      return Optional.of(new FaultyItem(index++, Optional.of(name), problem));
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public List<FoundClass> classes() {
    return classes.list();
  }

  @Override
  public FormatReport report() {
    return report;
  }

  @Override
  public void close() {}
}
