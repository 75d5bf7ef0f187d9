package kalem.formats.labelme;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileNames;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.NamedAnswer;
import kalem.formats.image.PaintedMasks;
import kalem.formats.image.PaintedMasks.Painted;
import kalem.formats.image.RowImage;

/** Writes one file of LabelMe. */
final class PictureWriter {
  private static final String VERSION = "5.5.0";

  private final CategorySchema schema;
  private final FormatReport report;
  private final CompactJson json;
  private final ShapeWriter shapes;
  private long labels;

  PictureWriter(CategorySchema schema, FormatReport report, FileText text) {
    this.schema = schema;
    this.report = report;
    this.json = new CompactJson(text);
    this.shapes = new ShapeWriter(json);
  }

  /** Writes the file and counts its labels. */
  long write(RowImage image, String name) throws IOException {
    GroupNumbers groups =
        GroupNumbers.of(
            image.row().answer().relations(), each -> false, "LabelMe", image.name(), report);
    List<NamedAnswer> answers =
        NamedAnswer.flat(
            Stream.concat(image.answers().stream(), image.assetAnswers().stream()).toList());
    labels += answers.size();
    json.object().key("version").string(VERSION);
    answers(answers, "");
    json.key(Keys.SHAPES).array();
    for (ToolObject object : image.objects()) {
      object(image, object, groups.of(object.objectId()));
    }
    brush(image);
    json.endArray();
    place(image, name);
    if (!groups.titles().isEmpty()) {
      json.key(Keys.GROUPS).object();
      groups.titles().forEach((number, title) -> json.key(number.toString()).string(title));
      json.endObject();
    }
    json.endObject();
    return labels;
  }

  private void place(RowImage image, String name) {
    String id = image.name();
    String extension = extension(image.row().externalId());
    String path = FileNames.stem(name) + extension;
    json.key(Keys.IMAGE_PATH).string(path.substring(path.lastIndexOf('/') + 1));
    json.key("imageData").raw("null");
    json.key("imageHeight").raw(side(image.size().map(size -> size.height())));
    json.key("imageWidth").raw(side(image.size().map(size -> size.width())));
    if (!id.equals(path)) {
      json.key(Keys.EXTERNAL_ID).string(id);
    }
  }

  private static String extension(String externalId) {
    String stem = FileNames.stem(externalId);
    String extension = externalId.substring(stem.length());
    return extension.equals(".json") ? "" : extension;
  }

  private static String side(Optional<Double> side) {
    return side.map(pixels -> Long.toString(Math.round(pixels))).orElse("null");
  }

  /** What is more than yes or no; LabelMe carries the member along. */
  private void others(List<NamedAnswer> answers, String except) {
    boolean isOpen = false;
    for (NamedAnswer answer : answers) {
      if (answer.value() instanceof AnswerValue.YesOrNo || answer.name().equals(except)) {
        continue;
      }
      if (!isOpen) {
        json.key(Keys.ATTRIBUTES).object();
        isOpen = true;
      }
      answer.value().write(json.key(answer.name()));
    }
    if (isOpen) {
      json.endObject();
    }
  }

  private void object(RowImage image, ToolObject object, OptionalInt group) {
    if (!shapes.canHold(object.geometry(), image.size())) {
      report.leftOut(
          "A " + object.geometry().key() + " has no place in LabelMe.", image.place(object));
      return;
    }
    labels++;
    List<NamedAnswer> nested = NamedAnswer.flat(object.classifications());
    String description = description(nested);
    json.object().key(Keys.LABEL).string(title(object));
    shapes.write(object.geometry(), image.size());
    json.key(Keys.GROUP_ID).raw(group.isPresent() ? "" + group.getAsInt() : "null");
    json.key(Keys.DESCRIPTION).string(description);
    answers(nested, description);
    if (!object.objectId().isEmpty()) {
      json.key(Keys.OBJECT_ID).string(object.objectId());
    }
    json.endObject();
    if (object.geometry().key().equals(ClassKind.SPLINE.key())) {
      report.leftOut("A spline became the line along its curve.", image.place(object));
    }
  }

  private void answers(List<NamedAnswer> nested, String description) {
    json.key(Keys.FLAGS).object();
    for (NamedAnswer answer : nested) {
      if (answer.value() instanceof AnswerValue.YesOrNo(boolean isYes)) {
        json.key(answer.name()).bool(isYes);
      }
    }
    json.endObject();
    others(nested, description.isEmpty() ? "" : Keys.DESCRIPTION);
  }

  private static String description(List<NamedAnswer> nested) {
    return nested.stream()
        .filter(answer -> answer.name().equals(Keys.DESCRIPTION))
        .flatMap(
            answer ->
                answer.value() instanceof AnswerValue.Single(String text)
                    ? Stream.of(text)
                    : Stream.empty())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private String title(ToolObject object) {
    return schema.find(object.schemaId()).map(SchemaClass::title).orElse(object.title());
  }

  private void brush(RowImage image) throws IOException {
    for (Painted painted : PaintedMasks.of(image, schema, report)) {
      labels++;
      json.object().key(Keys.LABEL).string(painted.brush().title());
      shapes.mask(painted.mask());
      json.key(Keys.GROUP_ID).raw("null").key(Keys.DESCRIPTION).string("");
      json.key(Keys.FLAGS).object().endObject().endObject();
    }
  }
}
