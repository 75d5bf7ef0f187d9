package kalem.formats.coco;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.formats.FileText;
import kalem.formats.image.Hull;
import kalem.formats.image.Outline;

/** What the members {@code bbox}, {@code segmentation} and {@code area} of an annotation say. */
sealed interface Shape {
  /** The smallest rectangle around it. */
  Bounds bounds();

  /** Square pixels. */
  double area();

  /** Writes the value of {@code segmentation}. */
  void writeSegmentation(FileText text) throws IOException;

  /** Rings, none for a plain box. */
  record Rings(Bounds bounds, double area, List<List<Point>> rings) implements Shape {
    @Override
    public void writeSegmentation(FileText text) throws IOException {
      text.append('[');
      for (int i = 0; i < rings.size(); i++) {
        text.append(i == 0 ? "[" : ",[");
        boolean isFirst = true;
        for (Point point : rings.get(i)) {
          if (!isFirst) {
            text.append(',');
          }
          text.number(point.x()).append(',').number(point.y());
          isFirst = false;
        }
        text.append(']');
      }
      text.append(']');
    }
  }

  /** Run lengths. */
  record Pixels(PixelRuns runs) implements Shape {
    @Override
    public Bounds bounds() {
      return Bounds.of(runs.hull());
    }

    @Override
    public double area() {
      return runs.area();
    }

    @Override
    public void writeSegmentation(FileText text) throws IOException {
      runs.write(text);
    }
  }

  /**
   * The shape of an object; nothing for one that COCO has no place for or that lies outside.
   *
   * @param boxAsPolygon whether boxes get a ring too
   */
  static Optional<Shape> of(Geometry geometry, ImageSize size, boolean boxAsPolygon) {
    return switch (geometry) {
      case Box box -> Optional.of(box(box, boxAsPolygon));
      case RotatedBox box -> ring(box, box.width() * box.height(), box.corners());
      case Polygon polygon -> ring(polygon, Outline.area(polygon.points()), polygon.points());
      case Circle circle ->
          ring(circle, Math.PI * circle.radius() * circle.radius(), Outline.of(circle));
      case Segmentation segmentation -> zones(segmentation, size);
      case Point _, Polyline _, Spline _, OpaqueGeometry _ -> Optional.empty();
    };
  }

  /** The place of points: their hull, without an area. */
  static Shape of(List<Point> points) {
    return new Rings(Bounds.of(Hull.of(points)), 0, List.of());
  }

  private static Shape box(Box box, boolean boxAsPolygon) {
    double area = box.width() * box.height();
    List<List<Point>> rings = boxAsPolygon ? List.of(Hull.of(box).corners()) : List.of();
    return new Rings(Bounds.of(box), area, rings);
  }

  private static Optional<Shape> ring(Geometry geometry, double area, List<Point> ring) {
    return Hull.of(geometry).map(hull -> new Rings(Bounds.of(hull), area, List.of(ring)));
  }

  /** Rings can not say what is cut out of them, so holes make run lengths necessary. */
  private static Optional<Shape> zones(Segmentation segmentation, ImageSize size) {
    Optional<PixelRuns> runs = PixelRuns.of(segmentation, size);
    if (segmentation.zones().stream().anyMatch(zone -> !zone.holes().isEmpty())) {
      return runs.map(Pixels::new);
    }
    double area = runs.map(PixelRuns::area).orElse(0L);
    return Hull.of(segmentation)
        .map(
            hull ->
                new Rings(
                    Bounds.of(hull),
                    area,
                    segmentation.zones().stream().map(Segmentation.Zone::region).toList()));
  }
}
