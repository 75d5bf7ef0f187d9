package kalem.annotation.raster;

import java.util.ArrayList;
import java.util.List;
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

/**
 * Paints shapes into masks. A pixel is inside when its centre is; rings follow the even-odd rule,
 * the zones of a segmentation are added up.
 */
public final class Rasterizer {
  private final Mask target;
  private final Stroke stroke;

  private Rasterizer(Mask target, Stroke stroke) {
    this.target = target;
    this.stroke = stroke;
  }

  /**
   * The pixels of a shape. Shapes without a place on a picture, such as a text span, give an empty
   * mask.
   */
  public static Mask fill(Geometry geometry, ImageSize size, Stroke stroke) {
    Mask mask = Mask.of(size);
    paint(geometry, stroke, mask);
    return mask;
  }

  /** Adds the pixels of a shape to a mask. */
  public static void paint(Geometry geometry, Stroke stroke, Mask target) {
    new Rasterizer(target, stroke).paint(geometry);
  }

  private void paint(Geometry geometry) {
    switch (geometry) {
      case Box box -> box(box);
      case RotatedBox box -> ScanLines.fill(List.of(box.corners()), target);
      case Polygon polygon -> ScanLines.fill(List.of(polygon.points()), target);
      case Segmentation segmentation -> segmentation.zones().forEach(this::zone);
      case Circle circle -> disc(circle.x(), circle.y(), circle.radius());
      case Point point -> dot(point, stroke.pointRadius());
      case Polyline line -> line(line.points());
      case Spline spline -> line(spline.curve());
      case OpaqueGeometry _ -> {}
    }
  }

  private void zone(Segmentation.Zone zone) {
    List<List<Point>> rings = new ArrayList<>();
    rings.add(zone.region());
    rings.addAll(zone.holes());
    ScanLines.fill(rings, target);
  }

  private void box(Box box) {
    int left = column(box.x());
    int right = column(box.x() + box.width());
    int bottom = row(box.y() + box.height());
    for (int y = row(box.y()); y < bottom; y++) {
      target.fillRow(y, left, right);
    }
  }

  private void disc(double x, double y, double radius) {
    int bottom = row(y + radius);
    for (int i = row(y - radius); i < bottom; i++) {
      double fromCentre = i + 0.5 - y;
      double half = Math.sqrt(Math.max(0, radius * radius - fromCentre * fromCentre));
      target.fillRow(i, column(x - half), column(x + half));
    }
  }

  /** However small, a dot marks the pixel it lies in. */
  private void dot(Point at, double radius) {
    disc(at.x(), at.y(), radius);
    target.set((int) Math.floor(at.x()), (int) Math.floor(at.y()));
  }

  private void line(List<Point> points) {
    double radius = stroke.lineWidth() / 2;
    points.forEach(point -> dot(point, radius));
    for (int i = 1; i < points.size(); i++) {
      segment(points.get(i - 1), points.get(i), radius);
    }
  }

  private void segment(Point from, Point to, double radius) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    if (length == 0) {
      return;
    }
    double acrossX = -(to.y() - from.y()) / length * radius;
    double acrossY = (to.x() - from.x()) / length * radius;
    ScanLines.fill(
        List.of(
            List.of(
                new Point(from.x() + acrossX, from.y() + acrossY),
                new Point(to.x() + acrossX, to.y() + acrossY),
                new Point(to.x() - acrossX, to.y() - acrossY),
                new Point(from.x() - acrossX, from.y() - acrossY))),
        target);
  }

  private int column(double x) {
    return ScanLines.firstFrom(x, target.width());
  }

  private int row(double y) {
    return ScanLines.firstFrom(y, target.height());
  }
}
