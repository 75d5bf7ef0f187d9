package kalem.annotation.geometry;

import java.util.List;
import kalem.annotation.json.CompactJson;

/** Rows of vertices. */
final class Points {
  private Points() {}

  static List<Point> atLeast(int least, String shape, List<Point> points) {
    if (points.size() < least) {
      throw new BadGeometryException(
          "A " + shape + " needs at least " + least + " points, not " + points.size() + ".");
    }
    return List.copyOf(points);
  }

  /** The ring without a last point that only repeats the first. */
  static List<Point> open(List<Point> ring) {
    int end = ring.size();
    while (end > 1 && ring.get(end - 1).equals(ring.getFirst())) {
      end--;
    }
    return ring.subList(0, end);
  }

  static void write(List<Point> points, CompactJson json) {
    json.array();
    points.forEach(point -> point.write(json));
    json.endArray();
  }
}
