package kalem.formats.masks;

import java.util.ArrayList;
import java.util.List;
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
import kalem.formats.image.Outline;

/** Moves shapes by whole pixels, and takes the outlines of those that have an inside. */
record Shift(int x, int y) {
  Geometry of(Geometry shape) {
    return switch (shape) {
      case Box box -> new Box(box.x() + x, box.y() + y, box.width(), box.height());
      case RotatedBox box ->
          new RotatedBox(
              box.x() + x,
              box.y() + y,
              box.width(),
              box.height(),
              box.rotation(),
              moved(box.corners()));
      case Polygon polygon -> new Polygon(moved(polygon.points()));
      case Polyline line -> new Polyline(moved(line.points()));
      case Spline spline -> new Spline(moved(spline.knots()));
      case Point point -> moved(point);
      case Circle circle -> new Circle(circle.x() + x, circle.y() + y, circle.radius());
      case Segmentation segmentation -> of(segmentation);
      case OpaqueGeometry opaque -> opaque;
    };
  }

  Segmentation of(Segmentation segmentation) {
    return new Segmentation(
        segmentation.zones().stream()
            .map(
                zone ->
                    new Segmentation.Zone(
                        moved(zone.region()), zone.holes().stream().map(this::moved).toList()))
            .toList());
  }

  private List<Point> moved(List<Point> points) {
    return points.stream().map(this::moved).toList();
  }

  private Point moved(Point point) {
    return new Point(point.x() + x, point.y() + y);
  }

  /** The rings around a shape as closed lines; none for lines and points. */
  static List<Polyline> outlines(Geometry shape) {
    return switch (shape) {
      case Box box ->
          List.of(
              closed(
                  List.of(
                      new Point(box.x(), box.y()),
                      new Point(box.x(), box.y() + box.height()),
                      new Point(box.x() + box.width(), box.y() + box.height()),
                      new Point(box.x() + box.width(), box.y()))));
      case RotatedBox box -> List.of(closed(box.corners()));
      case Polygon polygon -> List.of(closed(polygon.points()));
      case Circle circle -> List.of(closed(Outline.of(circle)));
      case Segmentation segmentation -> outlines(segmentation);
      case Polyline _, Spline _, Point _, OpaqueGeometry _ -> List.of();
    };
  }

  private static List<Polyline> outlines(Segmentation segmentation) {
    List<Polyline> outlines = new ArrayList<>();
    for (Segmentation.Zone zone : segmentation.zones()) {
      outlines.add(closed(zone.region()));
      zone.holes().forEach(hole -> outlines.add(closed(hole)));
    }
    return outlines;
  }

  private static Polyline closed(List<Point> ring) {
    List<Point> line = new ArrayList<>(ring);
    line.add(ring.getFirst());
    return new Polyline(line);
  }
}
