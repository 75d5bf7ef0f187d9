package kalem.formats.cvat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FormatReport;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.PaintedMasks;
import kalem.formats.image.PaintedMasks.Painted;
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
    List<PointGroup> pointGroups = pointGroups(image);
    Set<String> grouped =
        pointGroups.stream()
            .flatMap(group -> group.points().stream().map(ToolObject::objectId))
            .collect(Collectors.toSet());
    Set<Relation> written =
        pointGroups.stream().map(PointGroup::relation).collect(Collectors.toSet());
    GroupNumbers groups = groups(image, written);
    xml.open("image").attribute("id", id).attribute("name", image.name());
    if (image.size().isPresent()) {
      xml.attribute("width", Math.round(image.size().get().width()));
      xml.attribute("height", Math.round(image.size().get().height()));
    }
    long labels = 0;
    for (ToolObject object : image.objects()) {
      boolean isAlone =
          !(object.geometry() instanceof Point && grouped.contains(object.objectId()));
      labels += isAlone && object(image, object, groups.of(object.objectId())) ? 1 : 0;
    }
    for (PointGroup group : pointGroups) {
      points(group);
      labels += group.points().size();
    }
    labels += painted(image) + tags(image.answers()) + tags(image.assetAnswers());
    xml.close("image");
    return labels;
  }

  private GroupNumbers groups(RowImage image, Set<Relation> written) {
    GroupNumbers groups =
        GroupNumbers.of(
            image.row().answer().relations(), written::contains, FORMAT, image.name(), report);
    groups.titles().values().stream()
        .filter(title -> !title.equals(GroupNumbers.TITLE))
        .forEach(
            title ->
                report.leftOut(
                    "The title of a group has no place in CVAT.", image.name() + ": " + title));
    return groups;
  }

  /** Points that are one element: the title of the group is that of their class. */
  private record PointGroup(Relation relation, List<ToolObject> points) {}

  private List<PointGroup> pointGroups(RowImage image) {
    List<PointGroup> found = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Relation relation : image.row().answer().relations()) {
      if (relation.link() instanceof Link.Group(List<String> members)) {
        List<ToolObject> points = members(members, image);
        boolean isOne =
            points.size() == members.size()
                && points.size() > 1
                && points.stream().allMatch(each -> isPointOf(relation, each))
                && members.stream().noneMatch(taken::contains);
        if (isOne) {
          found.add(new PointGroup(relation, points));
          taken.addAll(members);
        }
      }
    }
    return found;
  }

  private static List<ToolObject> members(List<String> members, RowImage image) {
    var byId =
        image.objects().stream()
            .filter(object -> members.contains(object.objectId()))
            .collect(
                Collectors.toMap(
                    ToolObject::objectId, Function.identity(), (first, second) -> first));
    return members.stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream()).toList();
  }

  /** Answers of single points would have no place. */
  private boolean isPointOf(Relation relation, ToolObject object) {
    return object.geometry() instanceof Point
        && object.classifications().isEmpty()
        && title(object).equals(relation.title());
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
    shapes.points(group.points().stream().map(each -> (Point) each.geometry()).toList());
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
