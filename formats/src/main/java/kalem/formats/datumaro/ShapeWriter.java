package kalem.formats.datumaro;

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
import kalem.annotation.json.CompactJson;
import kalem.formats.image.CroppedMask;

/** Writes what shapes look like. */
final class ShapeWriter {
  private final CompactJson json;

  ShapeWriter(CompactJson json) {
    this.json = json;
  }

  /** Datumaro's name of a shape; nothing when it has none. */
  static Optional<String> type(Geometry geometry) {
    return switch (geometry) {
      case Box _ -> Optional.of("bbox");
      case Polygon _, RotatedBox _ -> Optional.of("polygon");
      case Polyline _, Spline _ -> Optional.of("polyline");
      case Point _ -> Optional.of("points");
      case Circle _ -> Optional.of("ellipse");
      case Segmentation _ -> Optional.of("mask");
      case OpaqueGeometry _ -> Optional.empty();
    };
  }

  /** Writes a shape that has a name and is no mask. */
  void write(Geometry geometry) {
    switch (geometry) {
      case Box box -> {
        json.key("bbox").array().number(box.x()).number(box.y());
        json.number(box.width()).number(box.height()).endArray();
      }
      case Polygon polygon -> ring(polygon.points());
      case RotatedBox box -> ring(box.corners());
      case Polyline line -> ring(line.points());
      case Spline spline -> ring(spline.curve());
      case Point point -> points(List.of(point));
      case Circle circle ->
          ring(
              List.of(
                  new Point(circle.x() - circle.radius(), circle.y() - circle.radius()),
                  new Point(circle.x() + circle.radius(), circle.y() + circle.radius())));
      case Segmentation _, OpaqueGeometry _ ->
          throw new IllegalArgumentException("Datumaro has no " + geometry.key());
    }
  }

  /** Points, all of them visible. */
  void points(List<Point> points) {
    ring(points);
    json.key("visibility").array();
    points.forEach(point -> json.number(2L));
    json.endArray();
  }

  private void ring(List<Point> points) {
    json.key("points").array();
    points.forEach(point -> json.number(point.x()).number(point.y()));
    json.endArray();
  }

  /** A mask as runs of the whole picture. */
  void mask(CroppedMask mask, Optional<ImageSize> known) {
    ImageSize size = ItemWriter.size(mask, known);
    int width = (int) size.width();
    int height = (int) size.height();
    json.key("rle").object().key("counts").string(mask.rle(width, height).compressed());
    json.key("size").array().number((long) height).number((long) width).endArray().endObject();
  }
}
