package kalem.formats.cvat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FormatReport;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.PaintedMasks;
import kalem.formats.image.PaintedMasks.Painted;
import kalem.formats.image.PointGroups;
import kalem.formats.image.PointGroups.PointGroup;
import kalem.formats.image.RowImage;

/** Writes one {@code image} element. */
final class PictureWriter {
  private static final String FORMAT = "CVAT";

  private final XmlWriter xml;
  private final ShapeWriter shapes;
  private final CategorySchema schema;
  private final FormatReport report;

  PictureWriter(XmlWriter xml, CategorySchema schema, FormatReport report) {
    this.xml = xml;
    this.shapes = new ShapeWriter(xml);
    this.schema = schema;
    this.report = report;
  }

  /**
   * Writes a picture.
   *
   * @return the labels written
   */
  long write(RowImage image, long id) throws IOException {
    PointGroups pointGroups = PointGroups.of(image, this::title);
    GroupNumbers groups = groups(image, pointGroups);
    xml.open("image").attribute("id", id).attribute("name", image.name());
    if (image.size().isPresent()) {
      xml.attribute("width", Math.round(image.size().get().width()));
      xml.attribute("height", Math.round(image.size().get().height()));
    }
    long labels = 0;
    for (ToolObject object : image.objects()) {
      boolean isAlone = !pointGroups.has(object);
      labels += isAlone && object(image, object, groups.of(object.objectId())) ? 1 : 0;
    }
    for (PointGroup group : pointGroups.groups()) {
      points(group);
      labels += group.points().size();
    }
    labels += painted(image) + tags(image.answers()) + tags(image.assetAnswers());
    xml.close("image");
    return labels;
  }

  private GroupNumbers groups(RowImage image, PointGroups otherwise) {
    GroupNumbers groups =
        GroupNumbers.of(
            image.row().answer().relations(), otherwise::has, FORMAT, image.name(), report);
    groups.titles().values().stream()
        .filter(title -> !title.equals(GroupNumbers.TITLE))
        .forEach(
            title ->
                report.leftOut(
                    "The title of a group has no place in CVAT.", image.name() + ": " + title));
    return groups;
  }

  private boolean object(RowImage image, ToolObject object, OptionalInt group) throws IOException {
    Optional<CroppedMask> mask = Optional.empty();
    if (object.geometry() instanceof Segmentation segmentation) {
      if (image.size().isEmpty()) {
        report.leftOut("A mask needs the size of its picture in CVAT.", image.place(object));
        return false;
      }
      mask = CroppedMask.of(segmentation, image.size());
    }
    Optional<String> element =
        mask.isPresent() ? Optional.of("mask") : ShapeWriter.element(object.geometry());
    if (element.isEmpty()) {
      report.leftOut(
          "A " + object.geometry().key() + " has no place in CVAT.", image.place(object));
      return false;
    }
    if (object.geometry() instanceof Spline) {
      report.leftOut("A spline became the line along its curve.", image.place(object));
    }
    begin(element.get(), title(object), object.classifications(), group);
    if (mask.isPresent()) {
      shapes.mask(mask.get());
    } else {
      shapes.write(object.geometry());
    }
    xml.attribute("z_order", 0L);
    Attributes.write(object.classifications(), xml);
    xml.close(element.get());
    return true;
  }

  private void points(PointGroup group) throws IOException {
    List<ClassificationAnswer> answers = group.relation().classifications();
    begin("points", group.relation().title(), answers, OptionalInt.empty());
    shapes.points(group.places());
    xml.attribute("z_order", 0L);
    Attributes.write(answers, xml);
    xml.close("points");
  }

  private void begin(
      String element, String title, List<ClassificationAnswer> answers, OptionalInt group)
      throws IOException {
    xml.open(element).attribute("label", title).attribute("source", "manual");
    xml.attribute("occluded", Attributes.isOccluded(answers) ? 1L : 0L);
    if (group.isPresent()) {
      xml.attribute("group_id", (long) group.getAsInt());
    }
  }

  private long painted(RowImage image) throws IOException {
    List<Painted> all = PaintedMasks.of(image, schema, report);
    for (Painted each : all) {
      begin("mask", each.brush().title(), List.of(), OptionalInt.empty());
      shapes.mask(each.mask());
      xml.attribute("z_order", 0L).close("mask");
    }
    return all.size();
  }

  /** A tag says yes by being there; what is more stands in its attributes. */
  private long tags(List<ClassificationAnswer> answers) throws IOException {
    for (ClassificationAnswer answer : answers) {
      xml.open("tag").attribute("label", answer.title()).attribute("source", "manual");
      boolean isYes = answer.answer() instanceof AnswerValue.YesOrNo(boolean yes) && yes;
      if (!isYes) {
        Attributes.write(CvatLabels.ANSWER, answer.answer(), xml);
      }
      Attributes.write(answer.classifications(), xml);
      xml.close("tag");
    }
    return answers.size();
  }

  private String title(ToolObject object) {
    return schema.find(object.schemaId()).map(SchemaClass::title).orElse(object.title());
  }
}
