package kalem.formats.coco;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.FoundClasses;
import tools.jackson.databind.JsonNode;

/** Reads COCO files one after the other, image by image. */
final class CocoReader implements LabelReader {
  private final List<Path> files;
  private final Optional<ClassKind> wanted;
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private Optional<CocoFile> current = Optional.empty();
  private Optional<ImportEntry> upcoming;
  private int nextFile;
  private long number;

  CocoReader(List<Path> files, JsonNode config) {
    this.files = files;
    this.wanted =
        ClassKind.ofKey(
            new FormatConfig(config)
                .choice("tool", "auto", Set.of("auto", "bounding-box", "polygon", "segmentation")));
    this.upcoming = find();
  }

  private Optional<ImportEntry> find() {
    Optional<ImportEntry> found = Optional.empty();
    while (found.isEmpty() && (current.isPresent() || nextFile < files.size())) {
      if (current.isEmpty()) {
        found = open(files.get(nextFile++));
      } else if (current.get().hasNext()) {
        found = current.get().next(number);
        number += found.isPresent() ? 1 : 0;
      } else {
        close();
      }
    }
    return found;
  }

  /** Opens a file; one among several may be broken and is then an entry by itself. */
  private Optional<ImportEntry> open(Path file) {
    String idPrefix = nextFile == 1 ? "" : nextFile + "-";
    try {
      current = Optional.of(CocoFile.open(file, idPrefix, wanted, classes, report));
      return Optional.empty();
    } catch (BadImportException bad) {
      if (files.size() == 1) {
        throw bad;
      }
      Problem problem =
          new Problem(
              ProblemCode.NOT_JSON,
              String.valueOf(file.getFileName()),
              String.valueOf(bad.getMessage()));
      return Optional.of(new FaultyItem(number++, Optional.empty(), problem));
    } catch (IOException failure) {
      throw new BadImportException("The COCO file can not be read.", failure);
    }
  }

  @Override
  public boolean hasNext() {
    return upcoming.isPresent();
  }

  @Override
  public ImportEntry next() {
    ImportEntry entry = upcoming.orElseThrow(NoSuchElementException::new);
    upcoming = find();
    return entry;
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
  public void close() {
    try {
      if (current.isPresent()) {
        current.get().close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      current = Optional.empty();
    }
  }
}
