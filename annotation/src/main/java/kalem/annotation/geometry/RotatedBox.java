package kalem.annotation.geometry;

import java.util.List;
import kalem.annotation.json.CompactJson;

/**
 * A box turned on the screen (export-format section 8.3). The corner (x, y) is the box's own
 * top-left corner after turning; the four corners run top-left, bottom-left, bottom-right,
 * top-right in the frame of the box. The corners are kept as given, since sine and cosine need not
 * agree to the last digit everywhere.
 *
 * @param rotation degrees from -180 to 180, clockwise on the screen
 */
public record RotatedBox(
    double x, double y, double width, double height, double rotation, List<Point> corners)
    implements Geometry {
  private static final double TOLERANCE = 1e-6;

  public RotatedBox {
    x = Numbers.finite("x", x);
    y = Numbers.finite("y", y);
    width = Numbers.positive("width", width);
    height = Numbers.positive("height", height);
    rotation = normalDegrees(Numbers.finite("rotation", rotation));
    corners = List.copyOf(corners);
    if (corners.size() != 4) {
      throw new BadGeometryException("A rotated box has 4 corners, not " + corners.size() + ".");
    }
  }

  /**
   * The upright box turned around its centre: the form of an import without corners (import-format
   * section 5).
   */
  public static RotatedBox turned(Box upright, double rotation) {
    double degrees = normalDegrees(Numbers.finite("rotation", rotation));
    Point centre = new Point(upright.x() + upright.width() / 2, upright.y() + upright.height() / 2);
    Point corner =
        degrees == 0
            ? new Point(upright.x(), upright.y())
            : centre
                .plus(-upright.width() / 2, widthDirection(degrees))
                .plus(-upright.height() / 2, heightDirection(degrees));
    return new RotatedBox(
        corner.x(),
        corner.y(),
        upright.width(),
        upright.height(),
        degrees,
        ring(corner, upright.width(), upright.height(), degrees));
  }

  /** The box of a size turned around its centre. */
  public static RotatedBox around(Point centre, double width, double height, double rotation) {
    return turned(
        new Box(centre.x() - width / 2, centre.y() - height / 2, width, height), rotation);
  }

  /** The place halfway between two opposite corners. */
  public Point centre() {
    Point across = corners.get(2);
    return new Point(
        (corners.getFirst().x() + across.x()) / 2, (corners.getFirst().y() + across.y()) / 2);
  }

  /** The box with these corners; they decide, in whichever sense they go round. */
  public static RotatedBox ofCorners(List<Point> given) {
    if (given.size() != 4) {
      throw new BadGeometryException("A rotated box has 4 corners, not " + given.size() + ".");
    }
    List<Point> corners =
        goesRoundBackwards(given)
            ? List.of(given.get(3), given.get(2), given.get(1), given.get(0))
            : given;
    Point topLeft = corners.get(0);
    Point topRight = corners.get(3);
    double rotation =
        Math.toDegrees(Math.atan2(topRight.y() - topLeft.y(), topRight.x() - topLeft.x()));
    return new RotatedBox(
        topLeft.x(),
        topLeft.y(),
        topLeft.distance(topRight),
        topLeft.distance(corners.get(1)),
        rotation,
        corners);
  }

  /**
   * Whether the numbers and the corners describe one and the same box, give or take the last
   * digits.
   */
  boolean isConsistent() {
    List<Point> expected = ring(new Point(x, y), width, height, rotation);
    double allowed = TOLERANCE * Math.max(1, Math.max(width, height));
    for (int i = 0; i < 4; i++) {
      if (expected.get(i).distance(corners.get(i)) > allowed) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String key() {
    return "rotated-bounding-box";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("x").number(x).key("y").number(y);
    json.key("width").number(width).key("height").number(height);
    json.key("rotation").number(rotation).key("corners");
    Points.write(corners, json);
    json.endObject();
  }

  private static List<Point> ring(Point corner, double width, double height, double degrees) {
    Point bottomLeft = corner.plus(height, heightDirection(degrees));
    return List.of(
        corner,
        bottomLeft,
        bottomLeft.plus(width, widthDirection(degrees)),
        corner.plus(width, widthDirection(degrees)));
  }

  private static Point widthDirection(double degrees) {
    return new Point(Turn.cosine(degrees), Turn.sine(degrees));
  }

  private static Point heightDirection(double degrees) {
    return new Point(-Turn.sine(degrees), Turn.cosine(degrees));
  }

  private static boolean goesRoundBackwards(List<Point> corners) {
    Point origin = corners.get(0);
    Point down = corners.get(1);
    Point right = corners.get(3);
    return (right.x() - origin.x()) * (down.y() - origin.y())
            - (right.y() - origin.y()) * (down.x() - origin.x())
        < 0;
  }

  private static double normalDegrees(double degrees) {
    if (degrees >= -180 && degrees <= 180) {
      return degrees;
    }
    return Math.IEEEremainder(degrees, 360);
  }
}
