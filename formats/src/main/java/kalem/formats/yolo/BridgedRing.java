package kalem.formats.yolo;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation.Zone;

/**
 * A zone as a single ring: each hole is walked round on a detour from the nearest vertex, there and
 * back over the same edge.
 */
final class BridgedRing {
  private BridgedRing() {}

  static List<Point> of(Zone zone) {
    List<Point> ring = zone.region();
    for (List<Point> hole : zone.holes()) {
      ring = joined(ring, hole);
    }
    return ring;
  }

  private static List<Point> joined(List<Point> ring, List<Point> hole) {
    int from = 0;
    int to = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ring.size(); i++) {
      for (int j = 0; j < hole.size(); j++) {
        double x = ring.get(i).x() - hole.get(j).x();
        double y = ring.get(i).y() - hole.get(j).y();
        if (x * x + y * y < shortest) {
          shortest = x * x + y * y;
          from = i;
          to = j;
        }
      }
    }
    List<Point> joined = new ArrayList<>(ring.size() + hole.size() + 2);
    joined.addAll(ring.subList(0, from + 1));
    joined.addAll(hole.subList(to, hole.size()));
    joined.addAll(hole.subList(0, to + 1));
    joined.addAll(ring.subList(from, ring.size()));
    return joined;
  }
}
