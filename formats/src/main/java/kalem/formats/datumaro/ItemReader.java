package kalem.formats.datumaro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Polygon;
import kalem.formats.FileNames;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.datumaro.CategoryReader.Label;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.NamedValues;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one item. */
final class ItemReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The question to which labels without one are answers. */
  private static final String LABEL = "label";

  private static final String CAPTION = "caption";

  private final JsonNode item;
  private final CategoryReader categories;
  private final FoundClasses classes;
  private final FormatReport report;
  private final ImageLabels labels;
  private final String externalId;
  private final NamedValues answers = new NamedValues();
  private final Map<Long, List<String>> groups = new LinkedHashMap<>();

  ItemReader(JsonNode item, CategoryReader categories, FoundClasses classes, FormatReport report) {
    this.item = item;
    this.categories = categories;
    this.classes = classes;
    this.report = report;
    this.labels = new ImageLabels(classes, OptionalInt.empty());
    this.externalId = externalId(item);
  }

  /** Datumaro's paths change with the place of the files, so an item is named by its id. */
  private static String externalId(JsonNode item) {
    Optional<String> given = ForeignJson.text(item.path("attr").path(Keys.EXTERNAL_ID));
    String id = item.path("id").asString("");
    String path = item.path("image").path("path").asString("");
    String extension = path.substring(FileNames.stem(path).length());
    boolean isPlain = extension.length() > 1 && !extension.contains("/");
    return given.orElse(isPlain ? id + extension : id);
  }

  ImportItem read(long index) {
    JsonNode annotations = item.path("annotations");
    for (int i = 0; i < annotations.size(); i++) {
      try {
        annotation(annotations.get(i));
      } catch (UnusableShapeException unusable) {
        report.leftOut(unusable.reason(), externalId + ": annotations[" + i + "]");
      }
    }
    groups.forEach(this::group);
    attributes();
    labels
        .answers(answers.map())
        .forEach(name -> report.leftOut("A value that is no answer.", externalId + ": " + name));
    JsonNode size = item.path("image").path("size");
    labels.size(ForeignJson.whole(size.path(1)), ForeignJson.whole(size.path(0)));
    report.took(labels.size() + answers.size());
    return labels.item(index, externalId);
  }

  /** What is known of the item beside its annotations are answers too, but for what is ours. */
  private void attributes() {
    for (Map.Entry<String, JsonNode> each : item.path("attr").properties()) {
      switch (each.getKey()) {
        case Keys.EXTERNAL_ID, Keys.FRAME, Keys.GROUPS -> {
          // Read elsewhere, or only the number of the picture.
        }
        default -> answers.add(each.getKey(), each.getValue());
      }
    }
  }

  private void annotation(JsonNode annotation) throws UnusableShapeException {
    switch (annotation.path("type").asString("")) {
      case LABEL -> label(annotation);
      case CAPTION -> caption(annotation);
      default -> shape(annotation);
    }
  }

  private void label(JsonNode annotation) throws UnusableShapeException {
    Label label =
        categories
            .find(annotation.path("label_id"))
            .orElseThrow(() -> new UnusableShapeException("An annotation without a label."));
    JsonNode answer = annotation.path("attributes").path(Keys.ANSWER);
    String question = label.question().orElse(answer.isBoolean() ? label.name() : LABEL);
    answers.add(question, answer.isBoolean() ? answer : NODES.stringNode(label.option()));
    nested(question, annotation.path("attributes"));
  }

  private void caption(JsonNode annotation) {
    JsonNode attributes = annotation.path("attributes");
    String title = ForeignJson.text(attributes.path(Keys.QUESTION)).orElse(CAPTION);
    String question = title;
    for (int i = 2; answers.has(question); i++) {
      question = title + " " + i;
    }
    classes.question(question).declareText();
    answers.add(question, annotation.path(CAPTION));
    nested(question, attributes);
  }

  private void nested(String question, JsonNode attributes) {
    for (Map.Entry<String, JsonNode> each : attributes.properties()) {
      if (!each.getKey().equals(Keys.ANSWER) && !each.getKey().equals(Keys.QUESTION)) {
        answers.add(question + "." + each.getKey(), each.getValue());
      }
    }
  }

  private void shape(JsonNode annotation) throws UnusableShapeException {
    List<Geometry> shapes = ShapeReader.read(annotation);
    String title =
        categories
            .find(annotation.path("label_id"))
            .map(Label::name)
            .orElseThrow(() -> new UnusableShapeException("An annotation without a label."));
    if (isOval(annotation, shapes)) {
      report.leftOut("An ellipse became a polygon.", externalId + ": " + title);
    }
    List<Labeled> objects = new ArrayList<>();
    shapes.forEach(shape -> objects.add(labels.object(title, shape)));
    JsonNode attributes = annotation.path("attributes");
    Map<String, JsonNode> nested = nested(annotation);
    if (objects.size() > 1) {
      add(nested, labels.group(title, ids(objects)));
      return;
    }
    Labeled object = objects.getFirst();
    object.id(attributes.path(Keys.OBJECT_ID).asString(""));
    add(nested, object);
    OptionalLong group = ForeignJson.whole(annotation.path("group"));
    if (group.orElse(0) != 0) {
      groups
          .computeIfAbsent(group.getAsLong(), number -> new ArrayList<>())
          .add(object.ensureId("shape-" + labels.size()));
    }
  }

  /** Whether an ellipse was none of a circle. */
  private static boolean isOval(JsonNode annotation, List<Geometry> read) {
    return annotation.path("type").asString("").equals("ellipse")
        && read.getFirst() instanceof Polygon;
  }

  private static Map<String, JsonNode> nested(JsonNode annotation) {
    Map<String, JsonNode> nested = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : annotation.path("attributes").properties()) {
      boolean isOurs =
          each.getKey().equals(Keys.OBJECT_ID)
              || (each.getKey().equals(Keys.ROTATION) && ShapeReader.isTurnedBox(annotation));
      if (!isOurs) {
        nested.put(each.getKey(), each.getValue());
      }
    }
    return nested;
  }

  private void add(Map<String, JsonNode> nested, Labeled object) {
    object
        .answers(nested)
        .forEach(name -> report.leftOut("A value that is no answer.", externalId + ": " + name));
  }

  private List<String> ids(List<Labeled> objects) {
    List<String> ids = new ArrayList<>();
    int first = labels.size() - objects.size() + 1;
    for (Labeled object : objects) {
      ids.add(object.ensureId("shape-" + (first + ids.size())));
    }
    return ids;
  }

  private void group(long number, List<String> members) {
    if (members.size() < 2) {
      report.leftOut("A group of one annotation.", externalId + ": group " + number);
      return;
    }
    String title = item.path("attr").path(Keys.GROUPS).path(Long.toString(number)).asString("");
    labels.group(title.isEmpty() ? GroupNumbers.TITLE : title, members);
  }
}
