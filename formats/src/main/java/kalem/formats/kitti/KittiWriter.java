package kalem.formats.kitti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.FileNames;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.ReportJson;
import kalem.formats.image.ClassOrder;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.RowImage;
import kalem.formats.image.RowImages;

/** Writes a file of lines for each picture. Sizes of pictures are not needed. */
final class KittiWriter implements LabelWriter {
  private static final int DECIMALS = 2;
  private static final int CUBOID_DECIMALS = 4;
  private static final Set<String> COLUMNS = Set.of("truncated", "occluded", "alpha");

  private final FileSink files;
  private final ClassOrder order;
  private final boolean onlyKeyFrames;
  private final FormatReport report = new FormatReport();
  private final FileNames names = new FileNames();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final FileText text = new FileText(buffer);

  KittiWriter(FileSink files, CategorySchema schema, boolean onlyKeyFrames) {
    this.files = files;
    this.order = new ClassOrder(schema);
    this.onlyKeyFrames = onlyKeyFrames;
  }

  @Override
  public void write(LabeledRow row) throws IOException {
    long taken = 0;
    Iterator<RowImage> images = RowImages.of(row, onlyKeyFrames);
    while (images.hasNext()) {
      RowImage image = images.next();
      for (ToolObject object : image.objects()) {
        taken += write(image, object) ? 1 : 0;
      }
      text.flush();
      String name = image.fileName(names, ".txt");
      if (!FileNames.stem(name).equals(FileNames.stem(image.row().externalId()))) {
        report.leftOut(
            "The file is named otherwise than its asset, and KITTI has no place for the name.",
            image.name() + ": " + name);
      }
      try (OutputStream stream = files.begin(KittiFormat.LABELS + name)) {
        buffer.writeTo(stream);
      }
      buffer.reset();
    }
    lost(row);
    report.took(taken);
  }

  private boolean write(RowImage image, ToolObject object) throws IOException {
    if (order.indexOf(object).isEmpty()) {
      report.leftOut("The class of an object is not in the schema.", image.place(object));
      return false;
    }
    Optional<Hull> hull = Optional.empty();
    Optional<Cuboid> cuboid = Optional.empty();
    switch (object.geometry()) {
      case Box box -> hull = Optional.of(Hull.of(box));
      case RotatedBox _, Polygon _, Segmentation _, Circle _ -> {
        hull = Hull.of(object.geometry());
        report.leftOut(
            "Of a " + object.geometry().key() + " only the box around it is kept in KITTI.",
            image.place(object));
      }
      case OpaqueGeometry opaque -> cuboid = Cuboid.of(opaque);
      case Polyline _, Spline _, Point _ -> {}
    }
    if (hull.isEmpty() && cuboid.isEmpty()) {
      report.leftOut(
          "A " + object.geometry().key() + " has no place in KITTI.", image.place(object));
      return false;
    }
    line(image, object, hull, cuboid);
    return true;
  }

  private void line(RowImage image, ToolObject object, Optional<Hull> hull, Optional<Cuboid> cuboid)
      throws IOException {
    type(image, object);
    text.append(' ').fixed(answer(object, "truncated", 0), DECIMALS);
    text.append(' ').whole(Math.round(answer(object, "occluded", 0)));
    text.append(' ').fixed(answer(object, "alpha", KittiLine.NO_ANGLE), DECIMALS);
    Hull box = hull.or(() -> cuboid.flatMap(Cuboid::projection)).orElse(new Hull(0, 0, 0, 0));
    for (double side : new double[] {box.left(), box.top(), box.right(), box.bottom()}) {
      text.append(' ').fixed(side, DECIMALS);
    }
    if (cuboid.isPresent()) {
      cuboid.get().write(text, CUBOID_DECIMALS);
    } else {
      text.append(" -1 -1 -1 -1000 -1000 -1000 -10");
    }
    OptionalDouble score = score(object);
    if (score.isPresent()) {
      text.append(' ').number(score.getAsDouble());
    }
    text.append('\n');
    lost(image, object);
  }

  private void type(RowImage image, ToolObject object) throws IOException {
    String title = object.title();
    String type = title.isBlank() ? "_" : title.strip().replaceAll("\\s+", "_");
    text.append(type);
    if (!type.equals(title)) {
      report.leftOut("A title was written without its blanks.", image.place(object));
    }
  }

  /** The number an object was answered with to a question of this title. */
  private static double answer(ToolObject object, String title, double otherwise) {
    for (NamedAnswer each : NamedAnswer.flat(object.classifications())) {
      if (each.name().equalsIgnoreCase(title)) {
        return number(each, otherwise);
      }
    }
    return otherwise;
  }

  private static double number(NamedAnswer answer, double otherwise) {
    if (answer.value() instanceof AnswerValue.YesOrNo(boolean isYes)) {
      return isYes ? 1 : 0;
    }
    try {
      double value = Double.parseDouble(answer.texts().getFirst());
      return Double.isFinite(value) ? value : otherwise;
    } catch (NumberFormatException none) {
      return otherwise;
    }
  }

  private static OptionalDouble score(ToolObject object) {
    JsonText score = object.extras().get("score");
    return score == null ? OptionalDouble.empty() : ForeignJson.number(score.node());
  }

  private void lost(RowImage image, ToolObject object) {
    for (NamedAnswer each : NamedAnswer.flat(object.classifications())) {
      boolean isColumn = COLUMNS.contains(each.name().toLowerCase(Locale.ROOT));
      if (!isColumn || Double.isNaN(number(each, Double.NaN))) {
        report.leftOut(
            "An answer of an object has no place in KITTI.",
            image.place(object) + ": " + each.name());
      }
    }
  }

  private void lost(LabeledRow row) {
    int answers = row.answer().classifications().size();
    if (answers > 0) {
      report.leftOut("Answers about an asset have no place in KITTI.", row.externalId(), answers);
    }
    int relations = row.answer().relations().size();
    if (relations > 0) {
      report.leftOut("A relation has no place in KITTI.", row.externalId(), relations);
    }
    if (row.brush().isPresent()) {
      report.leftOut("Brush traces have no place in KITTI.", row.externalId());
    }
  }

  @Override
  public FormatReport finish() throws IOException {
    ReportJson.write(files, KittiFormat.ID, report);
    return report;
  }
}
