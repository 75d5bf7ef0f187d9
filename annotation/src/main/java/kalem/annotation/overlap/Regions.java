package kalem.annotation.overlap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.PdfArea;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.geometry.Spline;

/** The areas that shapes cover, as zones that may overlap. */
final class Regions {
  private static final int CIRCLE_SIDES = 256;

  private Regions() {}

  /** The zones of a shape; none for one without an area on a picture. */
  static List<Zone> of(Geometry geometry) {
    return switch (geometry) {
      case Box box -> List.of(box(box));
      case RotatedBox box -> List.of(new Zone(box.corners(), List.of()));
      case Polygon polygon -> List.of(new Zone(polygon.points(), List.of()));
      case Segmentation segmentation -> segmentation.zones();
      case Circle circle -> List.of(new Zone(ring(circle), List.of()));
      case PdfArea area -> pieces(area).map(PdfArea.Rectangle::share).map(Regions::box).toList();
      case Point _, Polyline _, Spline _, OpaqueGeometry _ -> List.of();
    };
  }

  private static Stream<PdfArea.Rectangle> pieces(PdfArea area) {
    List<PdfArea.Rectangle> pieces =
        area.rectangles().stream()
            .filter(piece -> piece.left() < piece.right() && piece.top() < piece.bottom())
            .toList();
    return pieces.isEmpty() ? Stream.of(area.bounds()) : pieces.stream();
  }

  private static Zone box(Box box) {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    return new Zone(
        List.of(
            new Point(box.x(), box.y()),
            new Point(right, box.y()),
            new Point(right, bottom),
            new Point(box.x(), bottom)),
        List.of());
  }

  /** A ring of as many sides that it has the circle's area to four digits. */
  private static List<Point> ring(Circle circle) {
    List<Point> ring = new ArrayList<>(CIRCLE_SIDES);
    for (int i = 0; i < CIRCLE_SIDES; i++) {
      double turn = 2 * Math.PI * i / CIRCLE_SIDES;
      ring.add(
          new Point(
              circle.x() + circle.radius() * Math.cos(turn),
              circle.y() + circle.radius() * Math.sin(turn)));
    }
    return ring;
  }
}
