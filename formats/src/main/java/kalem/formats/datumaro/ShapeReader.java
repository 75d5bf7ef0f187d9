package kalem.formats.datumaro;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.Rle;
import kalem.formats.Limits;
import kalem.formats.image.Ellipse;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import kalem.formats.image.UnusableShapeException;
import tools.jackson.databind.JsonNode;

/** Turns Datumaro's shapes into ours. */
final class ShapeReader {
  private static final int CORNERS = 4;

  private ShapeReader() {}

  /** The shapes of an annotation: one, or as many as it has points. */
  static List<Geometry> read(JsonNode annotation) throws UnusableShapeException {
    try {
      return switch (annotation.path("type").asString("")) {
        case "bbox" -> List.of(box(annotation.path("bbox")));
        case "polygon" -> List.of(polygon(annotation));
        case "polyline" -> List.of(new Polyline(points(annotation)));
        case "points" -> List.copyOf(visible(annotation));
        case "ellipse" -> List.of(ellipse(points(annotation)).shape());
        case "mask" -> List.of(mask(annotation.path("rle")));
        default ->
            throw new UnusableShapeException("An annotation of a kind without a counterpart.");
      };
    } catch (BadGeometryException none) {
      throw new UnusableShapeException("An annotation whose numbers make no shape.");
    }
  }

  /** Whether the polygon is a turned box, written as its corners. */
  static boolean isTurnedBox(JsonNode annotation) {
    return annotation.path("type").asString("").equals("polygon")
        && annotation.path("attributes").path(Keys.ROTATION).isNumber()
        && annotation.path("points").size() == 2 * CORNERS;
  }

  private static double number(JsonNode node) throws UnusableShapeException {
    OptionalDouble number = ForeignJson.number(node);
    return number.orElseThrow(
        () -> new UnusableShapeException("An annotation whose numbers are missing or none."));
  }

  private static Box box(JsonNode box) throws UnusableShapeException {
    return new Box(
        number(box.path(0)), number(box.path(1)), number(box.path(2)), number(box.path(3)));
  }

  private static List<Point> points(JsonNode annotation) throws UnusableShapeException {
    JsonNode flat = annotation.path("points");
    if (flat.size() % 2 != 0 || flat.size() / 2 > Limits.POINTS) {
      throw new UnusableShapeException("An annotation with half a point, or too many.");
    }
    List<Point> points = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      points.add(new Point(number(flat.get(i)), number(flat.get(i + 1))));
    }
    return points;
  }

  private static Geometry polygon(JsonNode annotation) throws UnusableShapeException {
    List<Point> points = points(annotation);
    return isTurnedBox(annotation) ? RotatedBox.ofCorners(points) : new Polygon(points);
  }

  /** Points that are marked as absent have a place only to keep the others' numbers. */
  private static List<Point> visible(JsonNode annotation) throws UnusableShapeException {
    List<Point> points = points(annotation);
    List<Point> visible = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      if (ForeignJson.whole(annotation.path("visibility").path(i)).orElse(2) != 0) {
        visible.add(points.get(i));
      }
    }
    if (visible.isEmpty()) {
      throw new UnusableShapeException("Points of which none is there.");
    }
    return visible;
  }

  /** From the corners of the rectangle around it. */
  private static Ellipse ellipse(List<Point> corners) throws UnusableShapeException {
    if (corners.size() != 2) {
      throw new UnusableShapeException("An annotation whose numbers make no shape.");
    }
    Hull hull = Hull.of(corners);
    return new Ellipse(
        hull.left() + hull.width() / 2,
        hull.top() + hull.height() / 2,
        hull.width() / 2,
        hull.height() / 2,
        0);
  }

  private static Geometry mask(JsonNode rle) throws UnusableShapeException {
    OptionalLong height = ForeignJson.whole(rle.path("size").path(0));
    OptionalLong width = ForeignJson.whole(rle.path("size").path(1));
    boolean isPossible =
        height.orElse(0) > 0
            && width.orElse(0) > 0
            && height.getAsLong() <= Limits.MASK_PIXELS
            && width.getAsLong() <= Limits.MASK_PIXELS
            && height.getAsLong() * width.getAsLong() <= Limits.MASK_PIXELS;
    if (!isPossible) {
      throw new UnusableShapeException("A mask without a size, or too large.");
    }
    Rle runs =
        Rle.parse(
            rle.path("counts").asString(""), (int) height.getAsLong(), (int) width.getAsLong());
    return Contours.trace(runs)
        .orElseThrow(() -> new UnusableShapeException("A mask without a pixel."));
  }
}
