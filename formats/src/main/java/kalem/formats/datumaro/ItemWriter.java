package kalem.formats.datumaro;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileNames;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.PaintedMasks;
import kalem.formats.image.PaintedMasks.Painted;
import kalem.formats.image.PointGroups;
import kalem.formats.image.PointGroups.PointGroup;
import kalem.formats.image.RowImage;

/** Writes one item. */
final class ItemWriter {
  private static final String FORMAT = "Datumaro";

  private final CompactJson json;
  private final FileText text;
  private final CategoryWriter categories;
  private final CategorySchema schema;
  private final FormatReport report;
  private final ShapeWriter shapes;
  private boolean isFirst = true;
  private long annotations;

  ItemWriter(
      CompactJson json,
      FileText text,
      CategoryWriter categories,
      CategorySchema schema,
      FormatReport report) {
    this.json = json;
    this.text = text;
    this.categories = categories;
    this.schema = schema;
    this.report = report;
    this.shapes = new ShapeWriter(json);
  }

  /**
   * Writes a picture.
   *
   * @param id the name of the item
   * @return the labels written
   */
  long write(RowImage image, String id) throws IOException {
    if (isFirst) {
      isFirst = false;
      text.append('\n');
    }
    PointGroups points = PointGroups.of(image, this::title);
    GroupNumbers groups =
        GroupNumbers.of(
            image.row().answer().relations(), points::has, FORMAT, image.name(), report);
    annotations = 0;
    json.object().key("id").string(id).key("annotations").array();
    for (ToolObject object : image.objects()) {
      if (!points.has(object)) {
        object(image, object, groups.of(object.objectId()));
      }
    }
    points.groups().forEach(group -> points(image, group));
    for (Painted painted : PaintedMasks.of(image, schema, report)) {
      begin("mask", categories.of(painted.brush().title()));
      json.endObject().key("group").number(0L);
      shapes.mask(painted.mask(), image.size());
      end();
    }
    image.answers().forEach(answer -> answer(image, answer));
    image.assetAnswers().forEach(answer -> answer(image, answer));
    json.endArray();
    place(image, id, groups);
    json.endObject();
    return annotations;
  }

  private void place(RowImage image, String id, GroupNumbers groups) {
    String path = id + extension(image.row().externalId());
    boolean hasName = !image.name().equals(path);
    boolean hasTitles =
        groups.titles().values().stream().anyMatch(title -> !title.equals(GroupNumbers.TITLE));
    if (hasName || hasTitles || image.isFrame()) {
      json.key("attr").object();
      if (hasName) {
        json.key(Keys.EXTERNAL_ID).string(image.name());
      }
      if (image.isFrame()) {
        json.key(Keys.FRAME).number((long) image.page().orElse(0));
      }
      if (hasTitles) {
        json.key(Keys.GROUPS).object();
        groups.titles().forEach((number, title) -> json.key(number.toString()).string(title));
        json.endObject();
      }
      json.endObject();
    }
    json.key("image").object().key("path").string(path);
    image
        .size()
        .ifPresent(
            size -> {
              json.key("size").array().number(Math.round(size.height()));
              json.number(Math.round(size.width())).endArray();
            });
    json.endObject();
  }

  private static String extension(String externalId) {
    return externalId.substring(FileNames.stem(externalId).length());
  }

  /** The members up to the attributes, whose object stays open. */
  private void begin(String type, OptionalInt label) {
    json.object().key("id").number(annotations++).key("type").string(type);
    json.key("label_id").raw(label.isPresent() ? Integer.toString(label.getAsInt()) : "null");
    json.key("attributes").object();
  }

  private void end() {
    json.key("z_order").number(0L).endObject();
  }

  private void object(RowImage image, ToolObject object, OptionalInt group) {
    OptionalInt label = categories.of(title(object));
    Geometry geometry = object.geometry();
    Optional<String> type = ShapeWriter.type(geometry);
    Optional<CroppedMask> mask =
        geometry instanceof Segmentation segmentation
            ? CroppedMask.of(segmentation, image.size())
            : Optional.empty();
    if (label.isEmpty()) {
      report.leftOut("An object whose class is not in the schema.", image.place(object));
    } else if (type.isEmpty() || (geometry instanceof Segmentation && mask.isEmpty())) {
      report.leftOut("A " + geometry.key() + " has no place in Datumaro.", image.place(object));
    } else {
      if (geometry instanceof Spline) {
        report.leftOut("A spline became the line along its curve.", image.place(object));
      }
      begin(type.get(), label);
      attributes(object);
      json.endObject().key("group").number((long) group.orElse(0));
      if (mask.isPresent()) {
        shapes.mask(mask.get(), image.size());
      } else {
        shapes.write(geometry);
      }
      end();
    }
  }

  private void attributes(ToolObject object) {
    if (object.geometry() instanceof RotatedBox box) {
      json.key(Keys.ROTATION).number(box.rotation());
    }
    answers(object.classifications());
    if (!object.objectId().isEmpty()) {
      json.key(Keys.OBJECT_ID).string(object.objectId());
    }
  }

  private void answers(List<ClassificationAnswer> answers) {
    for (NamedAnswer answer : NamedAnswer.flat(answers)) {
      answer.value().write(json.key(answer.name()));
    }
  }

  private void points(RowImage image, PointGroup group) {
    OptionalInt label = categories.of(group.relation().title());
    if (label.isEmpty()) {
      report.leftOut(
          "An object whose class is not in the schema.",
          image.place(group.points().getFirst()),
          group.points().size());
      return;
    }
    begin("points", label);
    answers(group.relation().classifications());
    json.endObject().key("group").number(0L);
    shapes.points(group.places());
    end();
  }

  private void answer(RowImage image, ClassificationAnswer answer) {
    Optional<ClassKind> kind = ClassKind.ofKey(answer.tool());
    if (kind.filter(ClassKind::isChoice).isPresent()) {
      answer.answer().values().forEach(value -> choice(image, answer, value));
    } else if (answer.answer() instanceof AnswerValue.YesOrNo(boolean isYes)) {
      begin("label", categories.of(answer.title()));
      json.key(Keys.ANSWER).bool(isYes);
      answers(answer.classifications());
      json.endObject().key("group").number(0L);
      end();
    } else if (answer.answer() instanceof AnswerValue.Single(String given)) {
      begin("caption", OptionalInt.empty());
      json.key(Keys.QUESTION).string(answer.title());
      answers(answer.classifications());
      json.endObject().key("group").number(0L).key("caption").string(given);
      end();
    } else {
      report.leftOut(
          "An answer of this kind has no place in Datumaro.", image.name() + ": " + answer.title());
    }
  }

  private void choice(RowImage image, ClassificationAnswer answer, String value) {
    OptionalInt label = categories.of(answer.title(), value);
    if (label.isEmpty()) {
      report.leftOut(
          "An option that is not in the schema.",
          image.name() + ": " + answer.title() + " " + value);
      return;
    }
    begin("label", label);
    answers(answer.classifications());
    json.endObject().key("group").number(0L);
    end();
  }

  private String title(ToolObject object) {
    return schema.find(object.schemaId()).map(SchemaClass::title).orElse(object.title());
  }

  /** The size of a mask: that of the picture, or as far as it reaches. */
  static ImageSize size(CroppedMask mask, Optional<ImageSize> size) {
    return size.orElseGet(
        () ->
            new ImageSize(
                mask.left() + (double) mask.mask().width(),
                mask.top() + (double) mask.mask().height()));
  }
}
