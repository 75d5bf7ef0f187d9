package kalem.formats.cvat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Polygon;
import kalem.formats.FormatReport;
import kalem.formats.ImportItem;
import kalem.formats.Limits;
import kalem.formats.image.FoundClasses;
import kalem.formats.image.GroupNumbers;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.NamedValues;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one {@code image} element. */
final class PictureReader {
  private final Declared declared;
  private final Answers answers;
  private final FormatReport report;
  private final ImageLabels labels;
  private final List<Element> shapes = new ArrayList<>();
  private final NamedValues tags = new NamedValues();
  private final Map<Integer, List<String>> groups = new LinkedHashMap<>();
  private String place = "";

  PictureReader(Declared declared, FoundClasses classes, FormatReport report) {
    this.declared = declared;
    this.answers = new Answers(declared, report);
    this.report = report;
    this.labels = new ImageLabels(classes, OptionalInt.empty());
  }

  /** Reads the element whose start the parser stands on, up to its end. */
  ImportItem read(XMLStreamReader xml, long index) throws XMLStreamException {
    Map<String, String> values = Element.values(xml);
    String name = values.getOrDefault("name", "");
    place = name.isEmpty() ? "image " + values.getOrDefault("id", "?") : name;
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.isStartElement()) {
        add(Element.read(xml));
      }
    }
    // What lies on top was drawn last.
    shapes.sort(Comparator.comparingDouble(shape -> shape.number("z_order").orElse(0)));
    shapes.forEach(this::shape);
    groups.forEach(this::group);
    labels
        .answers(tags.map())
        .forEach(tag -> report.leftOut("A tag whose answer is empty.", place + ": " + tag));
    labels.size(side(values, "width"), side(values, "height"));
    report.took(labels.size() + tags.size());
    return labels.item(index, place);
  }

  private static OptionalLong side(Map<String, String> values, String key) {
    OptionalInt side = Element.whole(values, key);
    return side.isPresent() ? OptionalLong.of(side.getAsInt()) : OptionalLong.empty();
  }

  private void add(Element element) {
    if (element.name().equals("tag")) {
      tag(element);
    } else if (shapes.size() < Limits.OBJECTS) {
      shapes.add(element);
    } else {
      report.leftOut("A picture with more shapes than are taken in.", place);
    }
  }

  private void tag(Element element) {
    String label = element.text("label");
    if (label.isEmpty()) {
      report.leftOut("A tag without a label.", place);
      return;
    }
    element
        .attributes()
        .forEach(
            (name, text) -> {
              if (!name.equals(CvatLabels.ANSWER)) {
                tags.add(label + "." + name, declared.answer(label, name, text));
              }
            });
    String answer = element.attributes().getOrDefault(CvatLabels.ANSWER, "true");
    tags.add(
        label,
        element.attributes().containsKey(CvatLabels.ANSWER)
            ? declared.answer(label, CvatLabels.ANSWER, answer)
            : JsonNodeFactory.instance.booleanNode(true));
  }

  private void shape(Element shape) {
    String label = shape.text("label");
    try {
      if (label.isEmpty()) {
        throw new UnusableShapeException("A shape without a label.");
      }
      if (shape.name().equals("skeleton")) {
        skeleton(label, shape);
      } else {
        objects(label, shape);
      }
    } catch (UnusableShapeException unusable) {
      report.leftOut(unusable.reason(), place + ": " + label);
    }
  }

  /** Whether an ellipse was none of a circle. */
  static boolean isOval(Element shape, List<Geometry> read) {
    return shape.name().equals("ellipse") && read.getFirst() instanceof Polygon;
  }

  private void objects(String label, Element shape) throws UnusableShapeException {
    List<Geometry> geometries = ShapeReader.read(shape);
    if (isOval(shape, geometries)) {
      report.leftOut("An ellipse became a polygon.", place + ": " + label);
    }
    List<Labeled> objects = new ArrayList<>();
    geometries.forEach(geometry -> objects.add(labels.object(label, geometry)));
    if (objects.size() == 1) {
      answers.add(label, shape, objects.getFirst(), place);
      OptionalInt group = shape.whole("group_id");
      if (group.orElse(0) > 0) {
        groups
            .computeIfAbsent(group.getAsInt(), number -> new ArrayList<>())
            .add(objects.getFirst().ensureId("shape-" + labels.size()));
      }
      return;
    }
    Labeled relation = labels.group(label, ids(objects));
    answers.add(label, shape, relation, place);
  }

  private List<String> ids(List<Labeled> objects) {
    List<String> ids = new ArrayList<>();
    int first = labels.size() - objects.size() + 1;
    for (Labeled object : objects) {
      ids.add(object.ensureId("shape-" + (first + ids.size())));
    }
    return ids;
  }

  /** The points of a skeleton have classes of their own; what holds them together is a group. */
  private void skeleton(String label, Element skeleton) throws UnusableShapeException {
    List<Labeled> points = new ArrayList<>();
    for (Element child : skeleton.children()) {
      String part = child.text("label");
      if (child.isMarked("outside") || part.isEmpty()) {
        report.leftOut("A point of a skeleton that is outside.", place + ": " + label);
        continue;
      }
      Labeled point = labels.object(part, ShapeReader.read(child).getFirst());
      answers.add(part, child, point, place);
      points.add(point);
    }
    if (points.size() > 1) {
      answers.add(label, skeleton, labels.group(label, ids(points)), place);
    }
  }

  private void group(int number, List<String> members) {
    if (members.size() > 1) {
      labels.group(GroupNumbers.TITLE, members);
    } else {
      report.leftOut("A group of one shape.", place + ": group " + number);
    }
  }
}
