package kalem.formats.image;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;

/** The smallest upright rectangle around something. Pixels; it may be flat. */
public record Hull(double left, double top, double right, double bottom) {

  /** The hull of a shape; nothing for one without a place on a picture, such as a text span. */
  public static Optional<Hull> of(Geometry geometry) {
    return switch (geometry) {
      case Box box -> Optional.of(of(box));
      case RotatedBox box -> Optional.of(of(box.corners()));
      case Polygon polygon -> Optional.of(of(polygon.points()));
      case Polyline line -> Optional.of(of(line.points()));
      case Spline spline -> Optional.of(of(spline.knots()));
      case Point point -> Optional.of(of(List.of(point)));
      case Circle circle -> Optional.of(of(circle));
      case Segmentation segmentation ->
          Optional.of(
              of(segmentation.zones().stream().flatMap(zone -> zone.region().stream()).toList()));
      case OpaqueGeometry _ -> Optional.empty();
    };
  }

  /** The rectangle of a box. */
  public static Hull of(Box box) {
    return new Hull(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
  }

  private static Hull of(Circle circle) {
    double radius = circle.radius();
    return new Hull(
        circle.x() - radius, circle.y() - radius, circle.x() + radius, circle.y() + radius);
  }

  /**
   * The hull of points.
   *
   * @param points at least one
   */
  public static Hull of(Collection<Point> points) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    return new Hull(left, top, right, bottom);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** The corners in the order of a rotated box: top-left, bottom-left, bottom-right, top-right. */
  public List<Point> corners() {
    return Stream.of(
            new Point(left, top),
            new Point(left, bottom),
            new Point(right, bottom),
            new Point(right, top))
        .toList();
  }

  /** The part inside a picture of this size; flat when it lies outside. */
  public Hull clipped(double width, double height) {
    return new Hull(
        Math.clamp(left, 0, width),
        Math.clamp(top, 0, height),
        Math.clamp(right, 0, width),
        Math.clamp(bottom, 0, height));
  }

  public boolean isFlat() {
    return !(width() > 0 && height() > 0);
  }
}
