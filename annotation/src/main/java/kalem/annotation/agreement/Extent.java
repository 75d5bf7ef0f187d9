package kalem.annotation.agreement;

import java.util.List;
import kalem.annotation.geometry.Angle;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Cuboid;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Message;
import kalem.annotation.geometry.PdfArea;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Span;
import kalem.annotation.geometry.Spline;
import kalem.annotation.geometry.Verbatim;
import kalem.annotation.geometry.VolumeBox;
import kalem.annotation.geometry.VolumeLine;
import kalem.annotation.geometry.VolumePoint;

/**
 * An upright rectangle around a shape, on a text or sound a stretch. Shapes whose rectangles do not
 * meet share nothing.
 */
public record Extent(double left, double top, double right, double bottom) {
  /** The extent of a shape, in its own coordinates. */
  public static Extent of(Geometry geometry) {
    return switch (geometry) {
      case Box box -> new Extent(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
      case RotatedBox box -> around(box.corners());
      case Polygon polygon -> around(polygon.points());
      case Polyline line -> around(line.points());
      case Spline spline -> around(spline.curve());
      case Segmentation segmentation ->
          around(segmentation.zones().stream().flatMap(zone -> zone.region().stream()).toList());
      case Point point -> around(List.of(point));
      case Circle circle -> square(circle.x(), circle.y(), circle.radius());
      case Span span -> new Extent(span.start(), 0, span.end(), 1);
      case PdfArea area -> of(area);
      case VolumeBox box -> flat(List.of(box.least(), box.most()));
      case VolumeLine line -> flat(List.of(line.start(), line.end()));
      case Angle angle -> flat(List.of(angle.first(), angle.vertex(), angle.second()));
      case Cuboid cuboid ->
          square(
              cuboid.center().x(),
              cuboid.center().y(),
              Math.hypot(cuboid.size().x(), cuboid.size().y()) / 2);
      case Message _, Verbatim _ -> new Extent(0, 0, 0, 0);
    };
  }

  private static Extent of(PdfArea area) {
    Extent extent = of(area.bounds().share());
    for (PdfArea.Rectangle piece : area.rectangles()) {
      extent = extent.with(of(piece.share()));
    }
    return extent;
  }

  private static Extent square(double x, double y, double radius) {
    return new Extent(x - radius, y - radius, x + radius, y + radius);
  }

  private static Extent flat(List<VolumePoint> points) {
    return around(points.stream().map(point -> new Point(point.x(), point.y())).toList());
  }

  private static Extent around(List<Point> points) {
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
    return new Extent(left, top, right, bottom);
  }

  private Extent with(Extent other) {
    return new Extent(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  Extent widened(double margin) {
    return new Extent(left - margin, top - margin, right + margin, bottom + margin);
  }

  boolean meets(Extent other) {
    return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
  }

  /** How much two rectangles that meet have in common, from 0 to 1. */
  double share(Extent other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double both = width * height;
    double either = area() + other.area() - both;
    return either > 0 ? both / either : 1;
  }

  private double area() {
    return (right - left) * (bottom - top);
  }
}
