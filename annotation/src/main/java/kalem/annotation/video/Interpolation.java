package kalem.annotation.video;

import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;

/** Which shapes move between two key frames (editors section 6.6, rules 4 to 6, 12 to 14). */
public enum Interpolation {
  /** Every shape that can. */
  COMPLETE,
  /** Boxes, polygons, segmentations and points; others hold the shape of the key frame before. */
  COMPATIBLE;

  /**
   * The shape part of the way from one to the other, by the complete rules.
   *
   * @param share 0 to 1
   */
  public static Geometry between(Geometry from, Geometry to, double share) {
    return COMPLETE.motion(from, to).at(share, 1);
  }

  /**
   * The way from one shape to the other; the first is held when they are of different kinds or of
   * one that does not move.
   */
  Motion motion(Geometry from, Geometry to) {
    return switch (from) {
      case Box start when to instanceof Box end -> box(start, end);
      case Point start when to instanceof Point end -> (step, of) -> point(start, end, step, of);
      case Polygon start when to instanceof Polygon end -> polygon(start, end);
      case Segmentation start when to instanceof Segmentation end ->
          new SegmentationMotion(start, end);
      case Geometry _ when this == COMPATIBLE -> Motion.holding(from);
      case RotatedBox start when to instanceof RotatedBox end -> rotatedBox(start, end);
      case Circle start when to instanceof Circle end -> circle(start, end);
      case Polyline start when to instanceof Polyline end -> polyline(start, end);
      case Spline start when to instanceof Spline end -> spline(start, end);
      default -> Motion.holding(from);
    };
  }

  /** Multiplied before divided: then whole numbers that lie on the way come out whole. */
  static double number(double from, double to, double step, double of) {
    return from + (to - from) * step / of;
  }

  static Point point(Point from, Point to, double step, double of) {
    return new Point(number(from.x(), to.x(), step, of), number(from.y(), to.y(), step, of));
  }

  private static Motion box(Box from, Box to) {
    return (step, of) ->
        new Box(
            number(from.x(), to.x(), step, of),
            number(from.y(), to.y(), step, of),
            number(from.width(), to.width(), step, of),
            number(from.height(), to.height(), step, of));
  }

  /** Around its centre, so that a box that only turns stays in its place. */
  private static Motion rotatedBox(RotatedBox from, RotatedBox to) {
    double turn = shortestTurn(from.rotation(), to.rotation());
    return (step, of) ->
        RotatedBox.around(
            point(from.centre(), to.centre(), step, of),
            number(from.width(), to.width(), step, of),
            number(from.height(), to.height(), step, of),
            from.rotation() + turn * step / of);
  }

  private static double shortestTurn(double from, double to) {
    double turn = to - from;
    if (turn > 180) {
      return turn - 360;
    }
    return turn < -180 ? turn + 360 : turn;
  }

  private static Motion circle(Circle from, Circle to) {
    return (step, of) ->
        new Circle(
            number(from.x(), to.x(), step, of),
            number(from.y(), to.y(), step, of),
            number(from.radius(), to.radius(), step, of));
  }

  private static Motion polygon(Polygon from, Polygon to) {
    PairedPoints pairs = PairedPoints.ofRings(from.points(), to.points());
    return (step, of) -> new Polygon(pairs.at(step, of));
  }

  private static Motion polyline(Polyline from, Polyline to) {
    PairedPoints pairs = PairedPoints.ofLines(from.points(), to.points());
    return (step, of) -> new Polyline(pairs.at(step, of));
  }

  private static Motion spline(Spline from, Spline to) {
    PairedPoints pairs = PairedPoints.ofLines(from.knots(), to.knots());
    return (step, of) -> new Spline(pairs.at(step, of));
  }
}
