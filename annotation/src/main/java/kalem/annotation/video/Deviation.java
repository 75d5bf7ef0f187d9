package kalem.annotation.video;

import java.util.List;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.geometry.Spline;

/** How far two shapes of one kind are apart, number by number. */
public final class Deviation {
  private static final double NOT_ALIKE = Double.POSITIVE_INFINITY;

  private Deviation() {}

  /**
   * The largest difference of two numbers in the same place, in pixels; infinite for shapes that do
   * not have the same numbers of points.
   */
  public static double between(Geometry one, Geometry other) {
    return switch (one) {
      case Box a when other instanceof Box b -> box(a, b);
      case RotatedBox a when other instanceof RotatedBox b -> points(a.corners(), b.corners());
      case Circle a when other instanceof Circle b ->
          Math.max(
              number(a.x(), b.x()), Math.max(number(a.y(), b.y()), number(a.radius(), b.radius())));
      case Point a when other instanceof Point b -> point(a, b);
      case Polygon a when other instanceof Polygon b -> points(a.points(), b.points());
      case Polyline a when other instanceof Polyline b -> points(a.points(), b.points());
      case Spline a when other instanceof Spline b -> points(a.knots(), b.knots());
      case Segmentation a when other instanceof Segmentation b ->
          each(a.zones(), b.zones(), Deviation::zone);
      default -> one.equals(other) ? 0 : NOT_ALIKE;
    };
  }

  private static double box(Box one, Box other) {
    double corner = Math.max(number(one.x(), other.x()), number(one.y(), other.y()));
    double size =
        Math.max(number(one.width(), other.width()), number(one.height(), other.height()));
    return Math.max(corner, size);
  }

  private static double zone(Zone one, Zone other) {
    return Math.max(
        points(one.region(), other.region()), each(one.holes(), other.holes(), Deviation::points));
  }

  private static double points(List<Point> one, List<Point> other) {
    return each(one, other, Deviation::point);
  }

  private static double point(Point one, Point other) {
    return Math.max(number(one.x(), other.x()), number(one.y(), other.y()));
  }

  private static double number(double one, double other) {
    return Math.abs(one - other);
  }

  private static <T> double each(List<T> one, List<T> other, Measure<T> measure) {
    if (one.size() != other.size()) {
      return NOT_ALIKE;
    }
    double most = 0;
    for (int i = 0; i < one.size(); i++) {
      most = Math.max(most, measure.between(one.get(i), other.get(i)));
    }
    return most;
  }

  private interface Measure<T> {
    double between(T one, T other);
  }
}
