package kalem.formats.image;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Point;

/** Rings of points. */
public final class Outline {
  private static final int CIRCLE_POINTS = 32;

  /** The ring is an approximation; more digits would only look exact. */
  private static final double PER_PIXEL = 1000;

  private Outline() {}

  /** A circle as a ring of points on it. */
  public static List<Point> of(Circle circle) {
    List<Point> ring = new ArrayList<>(CIRCLE_POINTS);
    for (int i = 0; i < CIRCLE_POINTS; i++) {
      double angle = 2 * Math.PI * i / CIRCLE_POINTS;
      ring.add(
          new Point(
              rounded(circle.x() + circle.radius() * Math.cos(angle)),
              rounded(circle.y() + circle.radius() * Math.sin(angle))));
    }
    return ring;
  }

  private static double rounded(double value) {
    double rounded = Math.rint(value * PER_PIXEL) / PER_PIXEL;
    return Double.isFinite(rounded) ? rounded : value;
  }

  /** The area inside a ring by the shoelace formula, in square pixels, whichever way it runs. */
  public static double area(List<Point> ring) {
    double doubled = 0;
    Point before = ring.getLast();
    for (Point point : ring) {
      doubled += before.x() * point.y() - point.x() * before.y();
      before = point;
    }
    return Math.abs(doubled) / 2;
  }
}
