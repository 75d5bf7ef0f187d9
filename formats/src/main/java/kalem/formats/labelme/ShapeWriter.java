package kalem.formats.labelme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
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

/** Writes the members of a shape that say what it looks like. */
final class ShapeWriter {
  private final CompactJson json;
  private Optional<CroppedMask> upcoming = Optional.empty();

  ShapeWriter(CompactJson json) {
    this.json = json;
  }

  /** Whether the shape has a counterpart; a segmentation must cover a pixel. */
  boolean canHold(Geometry geometry, Optional<ImageSize> size) {
    if (geometry instanceof Segmentation segmentation) {
      upcoming = CroppedMask.of(segmentation, size);
      return upcoming.isPresent();
    }
    return !(geometry instanceof OpaqueGeometry);
  }

  /** Writes a shape of which {@link #canHold} just told that it has a counterpart. */
  void write(Geometry geometry, Optional<ImageSize> size) {
    switch (geometry) {
      case Box box -> shape("rectangle", new Point(box.x(), box.y()), corner(box));
      case RotatedBox box -> shape("oriented_rectangle", box.corners());
      case Polygon polygon -> shape("polygon", polygon.points());
      case Polyline line -> line(line.points());
      case Spline spline -> line(spline.curve());
      case Circle circle ->
          shape(
              "circle",
              new Point(circle.x(), circle.y()),
              new Point(circle.x() + circle.radius(), circle.y()));
      case Point point -> shape("point", point);
      case Segmentation segmentation ->
          mask(upcoming.or(() -> CroppedMask.of(segmentation, size)).orElseThrow());
      case OpaqueGeometry opaque ->
          throw new IllegalArgumentException("LabelMe has no " + opaque.key());
    }
  }

  private static Point corner(Box box) {
    return new Point(box.x() + box.width(), box.y() + box.height());
  }

  private void line(List<Point> points) {
    shape(points.size() == 2 ? "line" : "linestrip", points);
  }

  /** A mask is placed by its first and its last pixel. */
  void mask(CroppedMask crop) {
    shape(
        "mask",
        new Point(crop.left(), crop.top()),
        new Point(
            crop.left() + crop.mask().width() - 1.0, crop.top() + crop.mask().height() - 1.0));
    try {
      json.key(Keys.MASK).string(Base64.getEncoder().encodeToString(crop.png()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void shape(String type, Point... points) {
    shape(type, List.of(points));
  }

  private void shape(String type, List<Point> points) {
    json.key(Keys.POINTS).array();
    points.forEach(point -> point.write(json));
    json.endArray().key(Keys.SHAPE_TYPE).string(type);
  }
}
