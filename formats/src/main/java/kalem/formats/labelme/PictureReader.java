package kalem.formats.labelme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kalem.formats.FileNames;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one file of LabelMe. */
final class PictureReader {
  private final FormatReport report;
  private final String fileName;
  private final ImageLabels labels;
  private final Map<Long, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private JsonNode groupTitles = JsonNodeFactory.instance.objectNode();
  private Optional<String> externalId = Optional.empty();
  private Optional<String> imagePath = Optional.empty();
  private OptionalLong width = OptionalLong.empty();
  private OptionalLong height = OptionalLong.empty();
  private boolean hasShapes;

  /**
   * Begins a file.
   *
   * @param fileName relative, with its folders
   */
  PictureReader(FoundClasses classes, FormatReport report, String fileName) {
    this.report = report;
    this.fileName = fileName;
    this.labels = new ImageLabels(classes, OptionalInt.empty());
  }

  /** The labels of the file; nothing when it is another kind of JSON. */
  Optional<ImportItem> read(JsonParser tokens, long index) {
    if (tokens.nextToken() == JsonToken.START_OBJECT) {
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        tokens.nextToken();
        member(key, tokens);
      }
    }
    if (!hasShapes) {
      report.leftOut("A JSON file without shapes.", fileName);
      return Optional.empty();
    }
    groups.forEach(this::group);
    labels
        .answers(answers)
        .forEach(name -> report.leftOut("A value that is no answer.", fileName + ": " + name));
    labels.size(width, height);
    report.took(labels.size() + answers.size());
    return Optional.of(labels.item(index, externalId.orElseGet(this::picture)));
  }

  /** The picture lies beside its file, or where the path leads from there. */
  private String picture() {
    String folder = fileName.substring(0, fileName.lastIndexOf('/') + 1);
    return imagePath
        .filter(path -> !path.isBlank())
        .map(path -> FileNames.safe(folder + path.replace('\\', '/')))
        .orElse(fileName);
  }

  private void member(String key, JsonParser tokens) {
    switch (key) {
      case Keys.SHAPES -> shapes(tokens);
      case Keys.FLAGS, Keys.ATTRIBUTES -> {
        JsonNode values = tokens.readValueAsTree();
        values.properties().forEach(each -> answers.put(each.getKey(), each.getValue()));
      }
      case Keys.GROUPS -> groupTitles = tokens.readValueAsTree();
      case Keys.IMAGE_PATH -> imagePath = text(tokens);
      case Keys.EXTERNAL_ID -> externalId = text(tokens).filter(id -> !id.isEmpty());
      case "imageWidth" -> width = ForeignJson.whole(tokens.readValueAsTree());
      case "imageHeight" -> height = ForeignJson.whole(tokens.readValueAsTree());
      default -> tokens.skipChildren();
    }
  }

  private static Optional<String> text(JsonParser tokens) {
    JsonNode value = tokens.readValueAsTree();
    return value.stringValueOpt();
  }

  private void shapes(JsonParser tokens) {
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      tokens.skipChildren();
      return;
    }
    hasShapes = true;
    for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
      JsonNode shape = tokens.readValueAsTree();
      try {
        shape(shape);
      } catch (UnusableShapeException unusable) {
        report.leftOut(unusable.reason(), fileName + ": shapes[" + i + "]");
      }
    }
  }

  private void shape(JsonNode shape) throws UnusableShapeException {
    String title = shape.path(Keys.LABEL).asString("");
    if (title.isEmpty()) {
      throw new UnusableShapeException("A shape without a label.");
    }
    ImageLabels.Labeled object = labels.object(title, ShapeReader.read(shape));
    object.id(shape.path(Keys.OBJECT_ID).asString(""));
    OptionalLong group = ForeignJson.whole(shape.path(Keys.GROUP_ID));
    if (group.isPresent()) {
      String member = object.ensureId("shape-" + labels.size());
      groups.computeIfAbsent(group.getAsLong(), number -> new ArrayList<>()).add(member);
    }
    if (shape.path("score").isNumber()) {
      object.extra("score", shape.get("score"));
    }
    object
        .answers(nested(shape))
        .forEach(name -> report.leftOut("A value that is no answer.", fileName + ": " + name));
    shape.propertyNames().stream()
        .filter(key -> !Keys.OF_SHAPE.contains(key))
        .forEach(key -> report.leftOut("An unknown member of a shape.", fileName + ": " + key));
  }

  private static Map<String, JsonNode> nested(JsonNode shape) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    shape.path(Keys.FLAGS).properties().forEach(each -> named.put(each.getKey(), each.getValue()));
    ForeignJson.text(shape.path(Keys.DESCRIPTION))
        .ifPresent(text -> named.put(Keys.DESCRIPTION, shape.get(Keys.DESCRIPTION)));
    shape
        .path(Keys.ATTRIBUTES)
        .properties()
        .forEach(each -> named.put(each.getKey(), each.getValue()));
    return named;
  }

  private void group(long number, List<String> members) {
    if (members.size() < 2) {
      report.leftOut("A group of one shape.", fileName + ": " + members.getFirst());
      return;
    }
    String title = groupTitles.path(Long.toString(number)).asString("");
    labels.group(title.isEmpty() ? GroupNumbers.TITLE : title, members);
  }
}
