package kalem.formats.kitti;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.Problem;
import kalem.annotation.ProblemCode;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.json.JavaScriptNumber;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FileNames;
import kalem.formats.FormatConfig;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportEntry;
import kalem.formats.LabelReader;
import kalem.formats.image.Folder;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.Hull;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.PictureSizes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads label files one by one. */
final class KittiReader implements LabelReader {
  private static final String IMAGES = "image_2/";
  private static final String DONT_CARE = "DontCare";

  private final Folder folder;
  private final boolean readsCuboids;
  private final String extension;
  private final Iterator<Path> files;
  private final FoundClasses classes = new FoundClasses();
  private final FormatReport report = new FormatReport();
  private long number;

  KittiReader(Folder folder, JsonNode config) {
    this.folder = folder;
    FormatConfig options = new FormatConfig(config);
    this.readsCuboids =
        options.choice("objects", "boxes", Set.of("boxes", "cuboids")).equals("cuboids");
    this.extension = options.text("extension").orElse("");
    boolean hasLabelFolder =
        !folder.someFiles(file -> isInLabelFolder(folder.name(file)), 1).isEmpty();
    this.files =
        folder.files(
            file ->
                hasLabelFolder ? isInLabelFolder(folder.name(file)) : KittiFormat.isLabel(file));
    if (!files.hasNext()) {
      throw new BadImportException("There is no file label_2/*.txt.");
    }
  }

  private static boolean isInLabelFolder(String name) {
    return name.endsWith(".txt") && ("/" + name).contains("/" + KittiFormat.LABELS);
  }

  @Override
  public boolean hasNext() {
    return files.hasNext();
  }

  @Override
  public ImportEntry next() {
    Path file = files.next();
    String name = folder.name(file);
    try {
      return read(name, Folder.text(file));
    } catch (IOException unreadable) {
      return new FaultyItem(
          number++,
          Optional.of(externalId(name)),
          new Problem(ProblemCode.BAD_VALUE, name, "The file can not be read."));
    }
  }

  private ImportEntry read(String name, String text) {
    ImageLabels labels = new ImageLabels(classes, OptionalInt.empty());
    int at = 0;
    for (String line : text.lines().toList()) {
      at++;
      if (!line.isBlank()) {
        read(line, name + ":" + at, labels);
      }
    }
    report.took(labels.size());
    return labels.item(number++, externalId(name));
  }

  private void read(String text, String place, ImageLabels labels) {
    Optional<KittiLine> line = KittiLine.of(text);
    if (line.isEmpty()) {
      report.leftOut("A line has a type and 14 or 15 numbers.", place);
    } else if (line.get().type().equals(DONT_CARE)) {
      report.leftOut("A region marked DontCare is no object.", place);
    } else {
      try {
        add(line.get(), place, labels);
      } catch (BadGeometryException bad) {
        report.leftOut(bad.reason(), place);
      }
    }
  }

  private void add(KittiLine line, String place, ImageLabels labels) {
    boolean isCuboid = line.hasCuboid() && (readsCuboids || line.box().isFlat());
    Geometry geometry = isCuboid ? line.cuboid().geometry() : box(line.box());
    if (line.hasCuboid() && !isCuboid) {
      report.leftOut("Of an object in space only its box on the picture was read.", place);
    }
    Labeled object = labels.object(line.type(), geometry);
    line.score()
        .ifPresent(score -> object.extra("score", JsonNodeFactory.instance.numberNode(score)));
    object.answers(answers(line));
  }

  private static Box box(Hull hull) {
    return new Box(hull.left(), hull.top(), hull.width(), hull.height());
  }

  /** The columns that say something; those left at their defaults are no answers. */
  private static Map<String, JsonNode> answers(KittiLine line) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    put(answers, "truncated", line.truncated(), 0);
    put(answers, "occluded", line.occluded(), 0);
    put(answers, "alpha", line.alpha(), KittiLine.NO_ANGLE);
    return answers;
  }

  private static void put(
      Map<String, JsonNode> answers, String title, double value, double unknown) {
    if (value != unknown && value != KittiLine.NO_SIZE) {
      answers.put(title, JsonNodeFactory.instance.stringNode(JavaScriptNumber.text(value)));
    }
  }

  /** The picture's name, when it is there; else that of the label file. */
  private String externalId(String label) {
    int start = label.lastIndexOf(KittiFormat.LABELS);
    String root = start < 0 ? "" : label.substring(0, start);
    String stem =
        FileNames.stem(start < 0 ? label : label.substring(start + KittiFormat.LABELS.length()));
    return PictureSizes.find(folder, root + IMAGES + stem)
        .or(() -> PictureSizes.find(folder, FileNames.stem(label)))
        .map(picture -> stem + pictureExtension(folder.name(picture)))
        .orElse(stem + extension);
  }

  private static String pictureExtension(String name) {
    return name.substring(FileNames.stem(name).length());
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
