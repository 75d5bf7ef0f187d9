package kalem.annotation.video;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Point;

/**
 * Adds vertices to a ring or line without changing its shape: the new ones are shared out to the
 * edges by arc length and divide them evenly.
 */
final class Resampling {
  private final List<Point> points;
  private final int edges;

  private Resampling(List<Point> points, int edges) {
    this.points = points;
    this.edges = edges;
  }

  static List<Point> ring(List<Point> ring, int count) {
    return new Resampling(ring, ring.size()).to(count);
  }

  static List<Point> line(List<Point> line, int count) {
    return new Resampling(line, line.size() - 1).to(count);
  }

  private List<Point> to(int count) {
    int added = count - points.size();
    if (added <= 0) {
      return points;
    }
    double total = 0;
    for (int edge = 0; edge < edges; edge++) {
      total += length(edge);
    }
    List<Point> result = new ArrayList<>(count);
    double walked = 0;
    int placed = 0;
    for (int edge = 0; edge < edges; edge++) {
      walked += length(edge);
      int due = edge == edges - 1 ? added : due(added, walked, total);
      divide(edge, due - placed + 1, result);
      placed = due;
    }
    if (edges < points.size()) {
      result.add(points.getLast());
    }
    return result;
  }

  /**
   * How many of the new vertices lie before this place; all are at the end when all is one point.
   */
  private static int due(int added, double walked, double total) {
    return total > 0 ? (int) Math.floor(added * walked / total + 0.5) : 0;
  }

  private void divide(int edge, int pieces, List<Point> result) {
    for (int piece = 0; piece < pieces; piece++) {
      result.add(Interpolation.point(points.get(edge), end(edge), piece, pieces));
    }
  }

  private double length(int edge) {
    double dx = end(edge).x() - points.get(edge).x();
    double dy = end(edge).y() - points.get(edge).y();
    return Math.sqrt(dx * dx + dy * dy);
  }

  private Point end(int edge) {
    return points.get(edge + 1 < points.size() ? edge + 1 : 0);
  }
}
