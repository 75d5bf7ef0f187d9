package kalem.formats.yolo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.ImageSize;
import kalem.formats.FaultyItem;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.Folder;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.ImageLabels;
import tools.jackson.databind.JsonNode;

/** Reads label files one by one. */
final class YoloReader implements LabelReader {
  private static final String AUTO = "auto";
  private static final int FILES_TO_GUESS = 50;

  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private final Folder folder;
  private final LabelFiles files;
  private final LineReader lines;
  private long number;

  YoloReader(Folder folder, DataSet dataSet, JsonNode config) throws IOException {
    this.folder = folder;
    Set<String> choices = new TreeSet<>(YoloKind.keys());
    choices.add(AUTO);
    String wanted = new FormatConfig(config).choice("kind", AUTO, choices);
    this.lines = new LineReader(dataSet, kind(wanted, dataSet));
    this.files = LabelFiles.of(folder, dataSet.lists(), config.path("sizes"));
  }

  private YoloKind kind(String wanted, DataSet dataSet) {
    return YoloKind.of(wanted)
        .or(dataSet::kind)
        .or(() -> dataSet.pose().map(pose -> YoloKind.POSE))
        .orElseGet(() -> LineReader.guess(someLines()).orElse(YoloKind.DETECTION));
  }

  private List<String> someLines() {
    List<String> some = new ArrayList<>();
    for (Path file : LabelFiles.some(folder, FILES_TO_GUESS)) {
      some.addAll(linesOrNone(file));
    }
    return some;
  }

  /** A file that can not be read becomes a faulty item when its turn comes. */
  private static List<String> linesOrNone(Path file) {
    try {
      return Folder.text(file).lines().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  @Override
  public boolean hasNext() {
    return files.hasNext();
  }

  @Override
  public ImportEntry next() {
    LabelFile file = files.next();
    try {
      return read(file, Folder.text(file.file()));
    } catch (IOException unreadable) {
      return fault(file, ProblemCode.BAD_VALUE, "The file can not be read.");
    }
  }

  private ImportEntry read(LabelFile file, String text) {
    ImageLabels labels = new ImageLabels(classes, file.page());
    if (!text.isBlank()) {
      Optional<ImageSize> size = file.size().get();
      if (size.isEmpty()) {
        return fault(
            file,
            ProblemCode.SIZE_UNKNOWN,
            "The size of the picture is not known: put the picture into the folder or give sizes.");
      }
      labels.size(
          OptionalLong.of((long) size.get().width()), OptionalLong.of((long) size.get().height()));
      read(file, text, size.get(), labels);
    }
    report.took(labels.size());
    return labels.item(number++, file.externalId());
  }

  private void read(LabelFile file, String text, ImageSize size, ImageLabels labels) {
    int at = 0;
    for (String line : text.lines().toList()) {
      at++;
      if (line.isBlank()) {
        continue;
      }
      Optional<Line> numbers = Line.of(line);
      if (numbers.isEmpty()) {
        report.leftOut("A line holds something other than numbers.", place(file, at));
        continue;
      }
      try {
        lines.read(numbers.get(), at, size, labels);
      } catch (BadGeometryException bad) {
        report.leftOut(bad.reason(), place(file, at));
      }
    }
  }

  private String place(LabelFile file, int line) {
    return folder.name(file.file()) + ":" + line;
  }

  private FaultyItem fault(LabelFile file, ProblemCode code, String message) {
    Problem problem = new Problem(code, folder.name(file.file()), message);
    return new FaultyItem(number++, Optional.of(file.externalId()), problem);
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
      files.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
