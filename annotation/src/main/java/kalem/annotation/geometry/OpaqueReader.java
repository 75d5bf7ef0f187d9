package kalem.annotation.geometry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/** Reads the shapes that no picture shows. */
final class OpaqueReader {
  private static final Set<String> ENDS = Set.of("x1", "y1", "z1", "x2", "y2", "z2");
  private static final Set<String> RECTANGLE = Set.of("x1", "y1", "x2", "y2", "width", "height");

  private OpaqueReader() {}

  /** Whether a box or line is one in a volume. */
  static boolean isInVolume(JsonNode value) {
    return value.has("z1") && value.has("z2");
  }

  static OpaqueGeometry inVolume(String key, JsonNode value) {
    return switch (key) {
      case "bounding-box" -> new VolumeBox(end(value, "1"), end(value, "2"), Rest.of(value, ENDS));
      case "polyline" -> new VolumeLine(end(value, "1"), end(value, "2"), Rest.of(value, ENDS));
      default -> throw new BadGeometryException("There is no " + key + " in a volume.");
    };
  }

  static OpaqueGeometry read(String key, JsonNode value) {
    return switch (key) {
      case "ner" -> span(object(key, value));
      case "pdf" -> pdf(object(key, value));
      case "angle" -> angle(object(key, value));
      case "message" -> message(object(key, value));
      case "pct" -> pointCloud(object(key, value));
      case "brush", "medical-brush" -> mark(key, value);
      default -> new Verbatim(key, JsonText.of(object(key, value)));
    };
  }

  private static JsonNode object(String key, JsonNode value) {
    if (!value.isObject()) {
      throw new BadGeometryException("The value of " + key + " must be an object.");
    }
    return value;
  }

  private static OpaqueGeometry mark(String key, JsonNode value) {
    if (!value.isBoolean() || !value.booleanValue()) {
      throw new BadGeometryException("The value of " + key + " is true; its pixels are elsewhere.");
    }
    return new Verbatim(key, JsonText.of(value));
  }

  private static Span span(JsonNode value) {
    return new Span(
        Numbers.of(value, "start"),
        Numbers.of(value, "end"),
        value.path("selection").stringValueOpt(),
        Rest.of(value, Set.of("start", "end", "selection")));
  }

  private static PdfArea pdf(JsonNode value) {
    JsonNode position = value.path("position");
    double pageNumber = Numbers.of(position, "pageNumber");
    if (pageNumber != Math.rint(pageNumber) || pageNumber > Integer.MAX_VALUE) {
      throw new BadGeometryException("pageNumber counts from 1.");
    }
    return new PdfArea(
        rectangle(position.path("boundingRect")),
        rectangles(position.path("rects")),
        (int) pageNumber,
        value.has("content") ? Optional.of(JsonText.of(value.get("content"))) : Optional.empty(),
        Rest.of(position, Set.of("boundingRect", "rects", "pageNumber")),
        Rest.of(value, Set.of("position", "content")));
  }

  private static List<PdfArea.Rectangle> rectangles(JsonNode list) {
    if (!list.isMissingNode() && !list.isArray()) {
      throw new BadGeometryException("rects must be a list.");
    }
    return list.valueStream().map(OpaqueReader::rectangle).toList();
  }

  private static PdfArea.Rectangle rectangle(JsonNode value) {
    return new PdfArea.Rectangle(
        Numbers.of(value, "x1"),
        Numbers.of(value, "y1"),
        Numbers.of(value, "x2"),
        Numbers.of(value, "y2"),
        Numbers.of(value, "width"),
        Numbers.of(value, "height"),
        Rest.of(value, RECTANGLE));
  }

  private static Angle angle(JsonNode value) {
    return new Angle(
        triple(value, "vertex"),
        triple(value, "p1"),
        triple(value, "p2"),
        Numbers.of(value, "angle"),
        Rest.of(value, Set.of("vertex", "p1", "p2", "angle")));
  }

  private static Message message(JsonNode value) {
    String id =
        value
            .path("id")
            .stringValueOpt()
            .orElseThrow(() -> new BadGeometryException("A message is named by its id."));
    return new Message(id, Rest.of(value, Set.of("id")));
  }

  /** Only cuboids are compared; lines, areas and painted points are kept as they are. */
  private static OpaqueGeometry pointCloud(JsonNode value) {
    String shape =
        value
            .path("shape")
            .stringValueOpt()
            .orElseThrow(() -> new BadGeometryException("A point cloud object names its shape."));
    return shape.equals(Cuboid.SHAPE)
        ? new Cuboid(
            place(value, "center"),
            place(value, "size"),
            place(value, "rotation"),
            Rest.of(value, Set.of("shape", "center", "size", "rotation")))
        : new Verbatim("pct", JsonText.of(value));
  }

  private static VolumePoint place(JsonNode value, String name) {
    JsonNode place = value.path(name);
    return new VolumePoint(Numbers.of(place, "x"), Numbers.of(place, "y"), Numbers.of(place, "z"));
  }

  private static VolumePoint end(JsonNode value, String which) {
    return new VolumePoint(
        Numbers.of(value, "x" + which),
        Numbers.of(value, "y" + which),
        Numbers.of(value, "z" + which));
  }

  private static VolumePoint triple(JsonNode value, String name) {
    JsonNode triple = value.path(name);
    if (!triple.isArray() || triple.size() != 3) {
      throw new BadGeometryException(name + " must be three numbers.");
    }
    return new VolumePoint(
        Numbers.of(name, triple.get(0)),
        Numbers.of(name, triple.get(1)),
        Numbers.of(name, triple.get(2)));
  }
}
