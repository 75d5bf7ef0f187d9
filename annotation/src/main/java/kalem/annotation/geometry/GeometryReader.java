package kalem.annotation.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * Reads the value under a geometry key, in every form of import-format section 5 that needs no
 * conversion.
 */
public final class GeometryReader {
  private GeometryReader() {}

  /**
   * Reads and normalises a shape.
   *
   * @throws BadGeometryException when the value makes no shape of that kind
   */
  public static Geometry read(String key, JsonNode value) {
    if (OpaqueReader.isInVolume(value)) {
      return OpaqueReader.inVolume(key, value);
    }
    return switch (key) {
      case "bounding-box" -> box(value);
      case "rotated-bounding-box" -> rotatedBox(value);
      case "polygon" -> new Polygon(points(value));
      case "polyline" -> new Polyline(points(value));
      case "spline" -> new Spline(points(value));
      case "point" -> point(value);
      case "circle" ->
          new Circle(Numbers.of(value, "x"), Numbers.of(value, "y"), Numbers.of(value, "radius"));
      case "segmentation" -> segmentation(value);
      default -> OpaqueReader.read(key, value);
    };
  }

  /**
   * Reads a shape that was stored before; one that today's rules would refuse is kept word for
   * word.
   */
  public static Geometry readStored(String key, JsonNode value) {
    try {
      return read(key, value);
    } catch (BadGeometryException outdated) {
      return new Verbatim(key, JsonText.of(value));
    }
  }

  private static Box box(JsonNode value) {
    return new Box(
        Numbers.of(value, "x"),
        Numbers.of(value, "y"),
        Numbers.of(value, "width"),
        Numbers.of(value, "height"));
  }

  private static RotatedBox rotatedBox(JsonNode value) {
    if (!value.hasNonNull("corners")) {
      return RotatedBox.turned(box(value), Numbers.of(value, "rotation"));
    }
    List<Point> corners = points(value.get("corners"));
    return asWritten(value, corners)
        .filter(RotatedBox::isConsistent)
        .orElseGet(() -> RotatedBox.ofCorners(corners));
  }

  /** The numbers beside the corners are kept to the last digit when they agree with them. */
  private static Optional<RotatedBox> asWritten(JsonNode value, List<Point> corners) {
    try {
      return Optional.of(
          new RotatedBox(
              Numbers.of(value, "x"),
              Numbers.of(value, "y"),
              Numbers.of(value, "width"),
              Numbers.of(value, "height"),
              Numbers.of(value, "rotation"),
              corners));
    } catch (BadGeometryException incomplete) {
      return Optional.empty();
    }
  }

  private static Segmentation segmentation(JsonNode value) {
    JsonNode zones = value.path("zones");
    if (!zones.isArray()) {
      throw new BadGeometryException("A segmentation has a list of zones.");
    }
    List<Zone> found = new ArrayList<>();
    for (JsonNode zone : zones) {
      Zone.ofRings(points(zone.path("region")), rings(zone.path("holes"))).ifPresent(found::add);
    }
    return new Segmentation(found);
  }

  private static List<List<Point>> rings(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new BadGeometryException("The holes of a zone are a list of rings.");
    }
    return value.valueStream().map(GeometryReader::points).toList();
  }

  private static List<Point> points(JsonNode value) {
    if (!value.isArray()) {
      throw new BadGeometryException("Points are a list of [x, y] pairs.");
    }
    List<Point> points = new ArrayList<>(value.size());
    for (JsonNode pair : value) {
      points.add(point(pair));
    }
    return points;
  }

  private static Point point(JsonNode value) {
    if (!value.isArray() || value.size() != 2) {
      throw new BadGeometryException("A point is a pair [x, y].");
    }
    return new Point(Numbers.of("x", value.get(0)), Numbers.of("y", value.get(1)));
  }
}
