package kalem.formats.image;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;

/**
 * An ellipse of another format, for which there is no tool here.
 *
 * @param x of the centre, pixels
 * @param y of the centre, pixels
 * @param rx half the axis that lies along the turned x axis
 * @param ry half the axis across it
 * @param degrees how far it is turned, clockwise on the screen
 */
public record Ellipse(double x, double y, double rx, double ry, double degrees) {
  private static final int POINTS = 64;
  private static final double NEARLY_ROUND = 1e-6;

  /** Whether it is a circle. */
  public boolean isRound() {
    return Math.abs(rx - ry) <= NEARLY_ROUND * Math.max(rx, ry);
  }

  /**
   * The circle, or a polygon of points on the ellipse.
   *
   * @throws kalem.annotation.geometry.BadGeometryException when the numbers make no shape
   */
  public Geometry shape() {
    if (isRound()) {
      return new Circle(x, y, rx);
    }
    double turn = Math.toRadians(degrees);
    List<Point> ring = new ArrayList<>(POINTS);
    for (int i = 0; i < POINTS; i++) {
      double angle = 2 * Math.PI * i / POINTS;
      double along = rx * Math.cos(angle);
      double across = ry * Math.sin(angle);
      ring.add(
          new Point(
              x + along * Math.cos(turn) - across * Math.sin(turn),
              y + along * Math.sin(turn) + across * Math.cos(turn)));
    }
    return new Polygon(ring);
  }
}
