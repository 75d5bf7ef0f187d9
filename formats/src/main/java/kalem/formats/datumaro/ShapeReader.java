package kalem.formats.datumaro;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.Rle;
import kalem.formats.Limits;
import kalem.formats.image.ForeignJson;
import tools.jackson.databind.JsonNode;

/** Turns Datumaro's shapes into ours. */
final class ShapeReader {
  private static final int ELLIPSE_POINTS = 64;
  private static final double NEARLY_ROUND = 1e-6;
  private static final int CORNERS = 4;

  private ShapeReader() {}

  /** The shapes of an annotation: one, or as many as it has points. */
  static List<Geometry> read(JsonNode annotation) throws UnusableException {
    try {
      return switch (annotation.path("type").asString("")) {
        case "bbox" -> List.of(box(annotation.path("bbox")));
        case "polygon" -> List.of(polygon(annotation));
        case "polyline" -> List.of(new Polyline(points(annotation)));
        case "points" -> List.copyOf(visible(annotation));
        case "ellipse" -> List.of(ellipse(points(annotation)));
        case "mask" -> List.of(mask(annotation.path("rle")));
        default -> throw new UnusableException("An annotation of a kind without a counterpart.");
      };
    } catch (BadGeometryException none) {
      throw new UnusableException("An annotation whose numbers make no shape.");
    }
  }

  /** Whether the polygon is a turned box, written as its corners. */
  static boolean isTurnedBox(JsonNode annotation) {
    return annotation.path("type").asString("").equals("polygon")
        && annotation.path("attributes").path(Keys.ROTATION).isNumber()
        && annotation.path("points").size() == 2 * CORNERS;
  }

  /** Whether an ellipse is none of a circle, and so changes when it is read. */
  static boolean isOval(JsonNode annotation, Geometry read) {
    return annotation.path("type").asString("").equals("ellipse") && read instanceof Polygon;
  }

  private static double number(JsonNode node) throws UnusableException {
    OptionalDouble number = ForeignJson.number(node);
    return number.orElseThrow(
        () -> new UnusableException("An annotation whose numbers are missing or none."));
  }

  private static Box box(JsonNode box) throws UnusableException {
    return new Box(
        number(box.path(0)), number(box.path(1)), number(box.path(2)), number(box.path(3)));
  }

  private static List<Point> points(JsonNode annotation) throws UnusableException {
    JsonNode flat = annotation.path("points");
    if (flat.size() % 2 != 0 || flat.size() / 2 > Limits.POINTS) {
      throw new UnusableException("An annotation with half a point, or too many.");
    }
    List<Point> points = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      points.add(new Point(number(flat.get(i)), number(flat.get(i + 1))));
    }
    return points;
  }

  private static Geometry polygon(JsonNode annotation) throws UnusableException {
    List<Point> points = points(annotation);
    return isTurnedBox(annotation) ? RotatedBox.ofCorners(points) : new Polygon(points);
  }

  /** Points that are marked as absent have a place only to keep the others' numbers. */
  private static List<Point> visible(JsonNode annotation) throws UnusableException {
    List<Point> points = points(annotation);
    List<Point> visible = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      if (ForeignJson.whole(annotation.path("visibility").path(i)).orElse(2) != 0) {
        visible.add(points.get(i));
      }
    }
    if (visible.isEmpty()) {
      throw new UnusableException("Points of which none is there.");
    }
    return visible;
  }

  /** From the corners of the rectangle around it. */
  private static Geometry ellipse(List<Point> corners) throws UnusableException {
    if (corners.size() != 2) {
      throw new UnusableException("An annotation whose numbers make no shape.");
    }
    double x = (corners.get(0).x() + corners.get(1).x()) / 2;
    double y = (corners.get(0).y() + corners.get(1).y()) / 2;
    double rx = Math.abs(corners.get(1).x() - corners.get(0).x()) / 2;
    double ry = Math.abs(corners.get(1).y() - corners.get(0).y()) / 2;
    if (Math.abs(rx - ry) <= NEARLY_ROUND * Math.max(rx, ry)) {
      return new Circle(x, y, rx);
    }
    List<Point> ring = new ArrayList<>(ELLIPSE_POINTS);
    for (int i = 0; i < ELLIPSE_POINTS; i++) {
      double angle = 2 * Math.PI * i / ELLIPSE_POINTS;
      ring.add(new Point(x + rx * Math.cos(angle), y + ry * Math.sin(angle)));
    }
    return new Polygon(ring);
  }

  private static Geometry mask(JsonNode rle) throws UnusableException {
    OptionalLong height = ForeignJson.whole(rle.path("size").path(0));
    OptionalLong width = ForeignJson.whole(rle.path("size").path(1));
    boolean isPossible =
        height.orElse(0) > 0
            && width.orElse(0) > 0
            && height.getAsLong() <= Limits.MASK_PIXELS
            && width.getAsLong() <= Limits.MASK_PIXELS
            && height.getAsLong() * width.getAsLong() <= Limits.MASK_PIXELS;
    if (!isPossible) {
      throw new UnusableException("A mask without a size, or too large.");
    }
    Rle runs =
        Rle.parse(
            rle.path("counts").asString(""), (int) height.getAsLong(), (int) width.getAsLong());
    return Contours.trace(runs).orElseThrow(() -> new UnusableException("A mask without a pixel."));
  }
}
