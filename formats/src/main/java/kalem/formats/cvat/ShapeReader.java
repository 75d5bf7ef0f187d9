package kalem.formats.cvat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringTokenizer;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.raster.Mask;
import kalem.formats.Limits;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.Ellipse;
import kalem.formats.image.UnusableShapeException;

/** Turns CVAT's shapes into ours. */
final class ShapeReader {
  private static final double FARTHEST = 1e6;

  private ShapeReader() {}

  /** The shapes of an element: one, or as many as it has points. */
  static List<Geometry> read(Element element) throws UnusableShapeException {
    try {
      return switch (element.name()) {
        case "box" -> List.of(box(element));
        case "polygon" -> List.of(new Polygon(points(element)));
        case "polyline" -> List.of(new Polyline(points(element)));
        case "points" -> List.copyOf(points(element));
        case "ellipse" -> List.of(ellipse(element).shape());
        case "mask" -> List.of(mask(element));
        case "cuboid" -> throw new UnusableShapeException("A cuboid has no counterpart.");
        default -> throw new UnusableShapeException("A shape of a kind that is not known.");
      };
    } catch (BadGeometryException none) {
      throw new UnusableShapeException("A shape whose numbers make none.");
    }
  }

  private static double need(Element element, String key) throws UnusableShapeException {
    return element
        .number(key)
        .orElseThrow(
            () -> new UnusableShapeException("A shape whose numbers are missing or none."));
  }

  private static Geometry box(Element element) throws UnusableShapeException {
    double left = need(element, "xtl");
    double top = need(element, "ytl");
    Box upright = new Box(left, top, need(element, "xbr") - left, need(element, "ybr") - top);
    double rotation = element.number("rotation").orElse(0);
    boolean isTurned = !element.text("rotation").isEmpty();
    return isTurned ? RotatedBox.turned(upright, half(rotation)) : upright;
  }

  /** The same turn by at most half a circle. */
  private static double half(double degrees) {
    double turn = degrees % 360;
    if (turn > 180) {
      return turn - 360;
    }
    return turn < -180 ? turn + 360 : turn;
  }

  static List<Point> points(Element element) throws UnusableShapeException {
    List<Point> points = new ArrayList<>();
    StringTokenizer pairs = new StringTokenizer(element.text("points"), ";");
    while (pairs.hasMoreTokens()) {
      if (points.size() == Limits.POINTS) {
        throw new UnusableShapeException("A shape with more points than are taken in.");
      }
      points.add(point(pairs.nextToken()));
    }
    if (points.isEmpty()) {
      throw new UnusableShapeException("A shape without points.");
    }
    return points;
  }

  private static Point point(String pair) throws UnusableShapeException {
    int comma = pair.indexOf(',');
    try {
      if (comma > 0) {
        return new Point(
            Double.parseDouble(pair.substring(0, comma)),
            Double.parseDouble(pair.substring(comma + 1)));
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new UnusableShapeException("A shape with a point that is no pair of numbers.");
  }

  private static Ellipse ellipse(Element element) throws UnusableShapeException {
    return new Ellipse(
        need(element, "cx"),
        need(element, "cy"),
        need(element, "rx"),
        need(element, "ry"),
        element.number("rotation").orElse(0));
  }

  private static Geometry mask(Element element) throws UnusableShapeException {
    int width = side(element, "width");
    int height = side(element, "height");
    double left = need(element, "left");
    double top = need(element, "top");
    boolean isPossible =
        (long) width * height <= Limits.MASK_PIXELS
            && Math.abs(left) < FARTHEST
            && Math.abs(top) < FARTHEST;
    if (!isPossible) {
      throw new UnusableShapeException("A mask that is too large.");
    }
    Mask mask = new Mask(width, height);
    fill(mask, element.text("rle"));
    return new CroppedMask((int) left, (int) top, mask)
        .outlines()
        .orElseThrow(() -> new UnusableShapeException("A mask without a pixel."));
  }

  private static int side(Element element, String key) throws UnusableShapeException {
    OptionalInt side = element.whole(key);
    if (side.isEmpty() || side.getAsInt() < 1) {
      throw new UnusableShapeException("A mask without a size.");
    }
    return side.getAsInt();
  }

  /** Runs go row by row, beginning with pixels that are not set. */
  private static void fill(Mask mask, String runs) throws UnusableShapeException {
    long total = (long) mask.width() * mask.height();
    long at = 0;
    boolean isSet = false;
    StringTokenizer lengths = new StringTokenizer(runs, ", \t\r\n");
    while (lengths.hasMoreTokens()) {
      long length = length(lengths.nextToken());
      if (length < 0 || length > total - at) {
        throw new UnusableShapeException("A mask whose runs do not fit its size.");
      }
      if (isSet) {
        set(mask, at, at + length);
      }
      at += length;
      isSet = !isSet;
    }
  }

  private static long length(String text) throws UnusableShapeException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new UnusableShapeException("A mask whose runs are no numbers.");
    }
  }

  private static void set(Mask mask, long from, long to) {
    int width = mask.width();
    long at = from;
    while (at < to) {
      int row = (int) (at / width);
      int column = (int) (at % width);
      int end = (int) Math.min(width, column + (to - at));
      mask.fillRow(row, column, end);
      at += end - column;
    }
  }
}
