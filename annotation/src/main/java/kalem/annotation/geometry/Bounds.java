package kalem.annotation.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import kalem.annotation.geometry.Segmentation.Zone;

/**
 * Fits shapes into an image (import-format section 5.2): up to one pixel over the border is kept,
 * more is cut off, and what lies wholly outside is refused. Closed shapes are cut along the border;
 * the vertices of open lines are moved onto it. Circles and rotated boxes cannot be cut and stay as
 * they are while any part is inside.
 */
public final class Bounds {
  private static final double SLACK = 1;

  private final ImageSize size;

  public Bounds(ImageSize size) {
    this.size = size;
  }

  public Fit fit(Geometry geometry) {
    return switch (geometry) {
      case OpaqueGeometry opaque -> new Fit.Inside(opaque);
      case Circle circle -> orOutside(circle, hull(circle));
      case RotatedBox box -> orOutside(box, box.corners());
      case Point point -> isNear(point) ? new Fit.Inside(point) : new Fit.Outside();
      case Box box -> cut(box, hull(box), this::clip);
      case Polygon polygon -> cut(polygon, polygon.points(), this::clip);
      case Polyline line ->
          cut(line, line.points(), whole -> List.of(new Polyline(moved(whole.points()))));
      case Spline spline ->
          cut(spline, spline.knots(), whole -> List.of(new Spline(moved(whole.knots()))));
      case Segmentation segmentation ->
          cut(
              segmentation,
              segmentation.zones().stream().flatMap(zone -> zone.region().stream()).toList(),
              this::clip);
    };
  }

  private <G extends Geometry> Fit cut(G whole, List<Point> hull, Function<G, List<G>> clip) {
    if (hull.stream().allMatch(this::isNear)) {
      return new Fit.Inside(whole);
    }
    if (isOutside(hull)) {
      return new Fit.Outside();
    }
    List<G> left = clip.apply(whole);
    return left.isEmpty() ? new Fit.Outside() : new Fit.Clipped(left.getFirst());
  }

  private Fit orOutside(Geometry whole, List<Point> hull) {
    return isOutside(hull) ? new Fit.Outside() : new Fit.Inside(whole);
  }

  private boolean isNear(Point point) {
    return point.x() >= -SLACK
        && point.y() >= -SLACK
        && point.x() <= size.width() + SLACK
        && point.y() <= size.height() + SLACK;
  }

  private boolean isOutside(List<Point> hull) {
    return hull.stream().allMatch(point -> point.x() < 0)
        || hull.stream().allMatch(point -> point.y() < 0)
        || hull.stream().allMatch(point -> point.x() > size.width())
        || hull.stream().allMatch(point -> point.y() > size.height());
  }

  private List<Box> clip(Box box) {
    double left = Math.clamp(box.x(), 0, size.width());
    double top = Math.clamp(box.y(), 0, size.height());
    double right = Math.clamp(box.x() + box.width(), 0, size.width());
    double bottom = Math.clamp(box.y() + box.height(), 0, size.height());
    return right > left && bottom > top
        ? List.of(new Box(left, top, right - left, bottom - top))
        : List.of();
  }

  private List<Polygon> clip(Polygon polygon) {
    List<Point> ring = Points.open(clipRing(polygon.points()));
    return ring.size() < 3 ? List.of() : List.of(new Polygon(ring));
  }

  private List<Segmentation> clip(Segmentation segmentation) {
    List<Zone> zones = segmentation.zones().stream().flatMap(this::clip).toList();
    return zones.isEmpty() ? List.of() : List.of(new Segmentation(zones));
  }

  private Stream<Zone> clip(Zone zone) {
    List<List<Point>> holes = zone.holes().stream().map(this::clipRing).toList();
    return Zone.ofRings(clipRing(zone.region()), holes).stream();
  }

  private List<Point> moved(List<Point> points) {
    return points.stream()
        .map(
            point ->
                new Point(
                    Math.clamp(point.x(), 0, size.width()),
                    Math.clamp(point.y(), 0, size.height())))
        .toList();
  }

  /** Sutherland and Hodgman: one border after the other. */
  private List<Point> clipRing(List<Point> ring) {
    List<Point> left = clipRing(ring, Point::x, Bounds::atX, 0, 1);
    left = clipRing(left, Point::x, Bounds::atX, size.width(), -1);
    left = clipRing(left, Point::y, Bounds::atY, 0, 1);
    return clipRing(left, Point::y, Bounds::atY, size.height(), -1);
  }

  private static List<Point> clipRing(
      List<Point> ring, Axis axis, Crossing crossing, double border, int inward) {
    List<Point> left = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      Point from = ring.get(i);
      Point to = ring.get((i + 1) % ring.size());
      double fromDepth = inward * (axis.of(from) - border);
      double toDepth = inward * (axis.of(to) - border);
      if (fromDepth >= 0) {
        left.add(from);
      }
      if ((fromDepth < 0) != (toDepth < 0) && fromDepth != 0 && toDepth != 0) {
        left.add(crossing.between(from, to, border));
      }
    }
    return left;
  }

  private static Point atX(Point from, Point to, double border) {
    double share = (border - from.x()) / (to.x() - from.x());
    return new Point(border, from.y() + share * (to.y() - from.y()));
  }

  private static Point atY(Point from, Point to, double border) {
    double share = (border - from.y()) / (to.y() - from.y());
    return new Point(from.x() + share * (to.x() - from.x()), border);
  }

  private static List<Point> hull(Box box) {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    return List.of(new Point(box.x(), box.y()), new Point(right, bottom));
  }

  private static List<Point> hull(Circle circle) {
    double radius = circle.radius();
    return List.of(
        new Point(circle.x() - radius, circle.y() - radius),
        new Point(circle.x() + radius, circle.y() + radius));
  }

  private interface Axis {
    double of(Point point);
  }

  private interface Crossing {
    Point between(Point from, Point to, double border);
  }
}
