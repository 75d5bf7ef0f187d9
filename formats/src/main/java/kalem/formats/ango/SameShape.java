package kalem.formats.ango;

import java.util.List;
import java.util.stream.IntStream;
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

/** Compares shapes give or take the last digits, which the arithmetic of others may differ in. */
final class SameShape {
  private static final double TOLERANCE = 1e-6;

  private SameShape() {}

  static boolean isSame(Geometry one, Geometry other) {
    return one.equals(other)
        || (one.key().equals(other.key())
            && isOneForm(one, other)
            && isClose(points(one), points(other)));
  }

  /** Rings must pair up, not only their points. */
  private static boolean isOneForm(Geometry one, Geometry other) {
    return rings(one).map(List::size).toList().equals(rings(other).map(List::size).toList());
  }

  private static boolean isClose(List<Point> one, List<Point> other) {
    return !one.isEmpty()
        && one.size() == other.size()
        && IntStream.range(0, one.size())
            .allMatch(
                i ->
                    Math.abs(one.get(i).x() - other.get(i).x()) <= TOLERANCE
                        && Math.abs(one.get(i).y() - other.get(i).y()) <= TOLERANCE);
  }

  private static List<Point> points(Geometry shape) {
    return rings(shape).flatMap(List::stream).toList();
  }

  private static Stream<List<Point>> rings(Geometry shape) {
    return switch (shape) {
      case Box box ->
          Stream.of(List.of(new Point(box.x(), box.y()), new Point(box.width(), box.height())));
      case RotatedBox box -> Stream.of(box.corners());
      case Circle circle ->
          Stream.of(
              List.of(
                  new Point(circle.x(), circle.y()), new Point(circle.radius(), circle.radius())));
      case Point point -> Stream.of(List.of(point));
      case Polygon polygon -> Stream.of(polygon.points());
      case Polyline line -> Stream.of(line.points());
      case Spline spline -> Stream.of(spline.knots());
      case Segmentation segmentation ->
          segmentation.zones().stream()
              .flatMap(zone -> Stream.concat(Stream.of(zone.region()), zone.holes().stream()));
      case OpaqueGeometry opaque -> Stream.empty();
    };
  }
}
