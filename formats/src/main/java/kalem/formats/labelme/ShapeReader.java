package kalem.formats.labelme;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.formats.Limits;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.databind.JsonNode;

/** Turns LabelMe's shapes into ours. */
final class ShapeReader {
  private static final double FARTHEST = 1e6;

  private ShapeReader() {}

  static Geometry read(JsonNode shape) throws UnusableShapeException {
    String type = shape.path(Keys.SHAPE_TYPE).asString("polygon");
    List<Point> points = points(shape.path(Keys.POINTS));
    try {
      return switch (type) {
        case "polygon" -> new Polygon(points);
        case "line", "linestrip" -> new Polyline(points);
        case "rectangle" -> box(points);
        case "oriented_rectangle", "rotation" -> RotatedBox.ofCorners(points);
        case "circle" -> circle(points);
        case "point" -> only(points, 1).getFirst();
        case "mask" -> mask(shape.path(Keys.MASK), points);
        default -> throw new UnusableShapeException("A shape of a kind that has no counterpart.");
      };
    } catch (BadGeometryException none) {
      throw new UnusableShapeException("A shape whose points make none.");
    }
  }

  private static List<Point> points(JsonNode list) throws UnusableShapeException {
    if (list.size() > Limits.POINTS) {
      throw new UnusableShapeException("A shape with more points than are taken in.");
    }
    List<Point> points = new ArrayList<>(list.size());
    for (JsonNode pair : list) {
      OptionalDouble x = ForeignJson.number(pair.path(0));
      OptionalDouble y = ForeignJson.number(pair.path(1));
      if (x.isEmpty() || y.isEmpty()) {
        throw new UnusableShapeException("A shape with a point that is no pair of numbers.");
      }
      points.add(new Point(x.getAsDouble(), y.getAsDouble()));
    }
    return points;
  }

  private static List<Point> only(List<Point> points, int count) throws UnusableShapeException {
    if (points.size() != count) {
      throw new UnusableShapeException("A shape whose points make none.");
    }
    return points;
  }

  /** Some tools write all four corners of an upright box. */
  private static Box box(List<Point> points) throws UnusableShapeException {
    if (points.size() != 2 && points.size() != 4) {
      throw new UnusableShapeException("A shape whose points make none.");
    }
    Hull hull = Hull.of(points);
    return new Box(hull.left(), hull.top(), hull.width(), hull.height());
  }

  private static Circle circle(List<Point> points) throws UnusableShapeException {
    Point centre = only(points, 2).get(0);
    Point edge = points.get(1);
    return new Circle(
        centre.x(), centre.y(), Math.hypot(edge.x() - centre.x(), edge.y() - centre.y()));
  }

  private static Geometry mask(JsonNode mask, List<Point> corners) throws UnusableShapeException {
    Hull hull = Hull.of(only(corners, 2));
    if (!(hull.left() >= 0 && hull.top() >= 0 && hull.right() < FARTHEST)
        || hull.bottom() >= FARTHEST) {
      throw new UnusableShapeException("A mask outside the picture.");
    }
    try {
      byte[] file = Base64.getDecoder().decode(mask.asString(""));
      Optional<? extends Geometry> outlines =
          CroppedMask.ofPicture(file, (int) hull.left(), (int) hull.top()).outlines();
      return outlines.orElseThrow(() -> new UnusableShapeException("A mask without a pixel."));
    } catch (IOException | IllegalArgumentException broken) {
      throw new UnusableShapeException("A mask that can not be decoded.");
    }
  }
}
