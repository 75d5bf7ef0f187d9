package kalem.formats.labelme;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.raster.Mask;
import kalem.formats.FileNames;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.image.BrushPicture;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.NamedAnswer;
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
    Map<String, Integer> groups = new HashMap<>();
    Map<Integer, String> titles = groups(image, groups);
    List<NamedAnswer> answers =
        NamedAnswer.flat(
            Stream.concat(image.answers().stream(), image.assetAnswers().stream()).toList());
    labels += answers.size();
    json.object().key("version").string(VERSION);
    answers(answers, "");
    json.key(Keys.SHAPES).array();
    for (ToolObject object : image.objects()) {
      object(image, object, Optional.ofNullable(groups.get(object.objectId())));
    }
    brush(image);
    json.endArray();
    place(image, name);
    if (!titles.isEmpty()) {
      json.key(Keys.GROUPS).object();
      titles.forEach((number, title) -> json.key(number.toString()).string(title));
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

  private void object(RowImage image, ToolObject object, Optional<Integer> group) {
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
    json.key(Keys.GROUP_ID).raw(group.map(String::valueOf).orElse("null"));
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

  /** Numbers the groups of a picture and tells which object is in which. */
  private Map<Integer, String> groups(RowImage image, Map<String, Integer> byMember) {
    Map<Integer, String> titles = new LinkedHashMap<>();
    for (Relation relation : image.row().answer().relations()) {
      String place = image.name() + ": " + relation.objectId();
      if (!(relation.link() instanceof Link.Group(List<String> members))) {
        report.leftOut("A relation other than a group has no place in LabelMe.", place);
      } else if (members.stream().anyMatch(byMember::containsKey)) {
        report.leftOut("An object can be in one group only in LabelMe.", place);
      } else {
        int number = titles.size() + 1;
        members.forEach(member -> byMember.put(member, number));
        titles.put(number, relation.title());
      }
    }
    return titles;
  }

  private void brush(RowImage image) throws IOException {
    List<SchemaClass> brushes =
        schema.tools().stream().filter(each -> each.kind() == ClassKind.BRUSH).toList();
    if (image.page().isPresent() || image.row().brush().isEmpty()) {
      return;
    }
    BrushPicture picture;
    try {
      picture = BrushPicture.read(image.row().brush().get(), brushes);
    } catch (BrushPicture.UnreadableException unreadable) {
      report.leftOut("A brush mask that can not be read.", image.name());
      return;
    }
    if (picture.unknownPixels() > 0) {
      report.leftOut("Painted pixels in a color that no class has.", image.name());
    }
    for (SchemaClass brush : brushes) {
      Optional<Mask> mask = picture.mask(brush);
      Optional<CroppedMask> crop = mask.flatMap(CroppedMask::of);
      if (crop.isPresent()) {
        labels++;
        json.object().key(Keys.LABEL).string(brush.title());
        shapes.mask(crop.get());
        json.key(Keys.GROUP_ID).raw("null").key(Keys.DESCRIPTION).string("");
        json.key(Keys.FLAGS).object().endObject().endObject();
      }
    }
  }
}
