package kalem.formats.image;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Point;

/** Rings of points. */
public final class Outline {
  private static final int CIRCLE_POINTS = 32;

  private Outline() {}

  /** A circle as a ring of points on it. */
  public static List<Point> of(Circle circle) {
    List<Point> ring = new ArrayList<>(CIRCLE_POINTS);
    for (int i = 0; i < CIRCLE_POINTS; i++) {
      double angle = 2 * Math.PI * i / CIRCLE_POINTS;
      ring.add(
          new Point(
              circle.x() + circle.radius() * Math.cos(angle),
              circle.y() + circle.radius() * Math.sin(angle)));
    }
    return ring;
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
