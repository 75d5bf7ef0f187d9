package kalem.annotation.overlap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation.Zone;

/**
 * The areas of two shapes and of what they share, exactly but for the last digits. Between the
 * heights of any two neighbouring vertices all edges are straight; where none of them cross, the
 * shapes are made of trapezoids. So a sweep from top to bottom adds up trapezoids, and cuts a strip
 * once more where edges cross in it.
 */
final class AreaSweep {
  /** Part of a second's work; only tangles need more. */
  private static final long MOST_WORK = 4_000_000;

  /** A crossing is remembered, which costs as much as several steps. */
  private static final long CROSSING = 20;

  private final List<Edge> edges = new ArrayList<>();
  private final boolean[] isInZone;
  private final int zonesOfFirst;
  private int openOfFirst;
  private int openOfOther;
  private double one;
  private double other;
  private double both;
  private long work;

  private AreaSweep(List<Zone> first, List<Zone> second) {
    this.zonesOfFirst = first.size();
    this.isInZone = new boolean[first.size() + second.size()];
    for (int i = 0; i < first.size(); i++) {
      add(first.get(i), i);
    }
    for (int i = 0; i < second.size(); i++) {
      add(second.get(i), zonesOfFirst + i);
    }
    edges.sort(Comparator.comparingDouble(edge -> edge.top.y()));
  }

  /** The areas; nothing when there are too many crossings to count in a reasonable time. */
  static Optional<SharedArea> of(List<Zone> first, List<Zone> second) {
    AreaSweep sweep = new AreaSweep(first, second);
    return sweep.sweep()
        ? Optional.of(new SharedArea(sweep.one, sweep.other, sweep.both))
        : Optional.empty();
  }

  private void add(Zone zone, int owner) {
    add(zone.region(), owner);
    zone.holes().forEach(hole -> add(hole, owner));
  }

  private void add(List<Point> ring, int owner) {
    Point from = ring.getLast();
    for (Point to : ring) {
      if (from.y() != to.y()) {
        boolean isDown = from.y() < to.y();
        edges.add(new Edge(isDown ? from : to, isDown ? to : from, owner));
      }
      from = to;
    }
  }

  private boolean sweep() {
    NavigableSet<Double> heights = new TreeSet<>();
    edges.forEach(edge -> heights.add(edge.top.y()));
    edges.forEach(edge -> heights.add(edge.bottom.y()));
    List<Edge> active = new ArrayList<>();
    int next = 0;
    while (heights.size() > 1 && work <= MOST_WORK) {
      double top = heights.removeFirst();
      double bottom = heights.first();
      active.removeIf(edge -> edge.bottom.y() <= top);
      while (next < edges.size() && edges.get(next).top.y() <= top) {
        active.add(edges.get(next++));
      }
      strip(active, top, bottom);
    }
    return work <= MOST_WORK;
  }

  /** One strip without vertices inside. */
  private void strip(List<Edge> active, double top, double bottom) {
    List<Side> sides = new ArrayList<>(active.size());
    for (Edge edge : active) {
      sides.add(new Side(edge.crossing(top), edge.crossing(bottom), edge.owner));
    }
    sides.sort(Comparator.comparingDouble(Side::atTop).thenComparingDouble(Side::atBottom));
    NavigableSet<Double> cuts = crossings(sides);
    work += (cuts.size() + 1L) * sides.size();
    if (cuts.isEmpty()) {
      addUp(sides, 0.5, bottom - top);
      return;
    }
    double from = 0;
    cuts.add(1.0);
    for (double to : cuts) {
      if (work > MOST_WORK) {
        return;
      }
      double middle = (from + to) / 2;
      sides.sort(Comparator.comparingDouble(side -> side.at(middle)));
      addUp(sides, middle, (to - from) * (bottom - top));
      from = to;
    }
  }

  /**
   * Where sides cross, as shares of the strip's height. Every two sides that change places on the
   * way down meet once while the order at the top is turned into the one at the bottom.
   */
  private NavigableSet<Double> crossings(List<Side> sides) {
    NavigableSet<Double> cuts = new TreeSet<>();
    List<Side> ordered = new ArrayList<>(sides);
    for (int i = 1; i < ordered.size(); i++) {
      Side side = ordered.get(i);
      int at = i;
      while (at > 0 && ordered.get(at - 1).atBottom > side.atBottom) {
        Side crossed = ordered.get(at - 1);
        cuts.add(side.crossing(crossed));
        ordered.set(at, crossed);
        at--;
        work += CROSSING;
        if (work > MOST_WORK) {
          return cuts;
        }
      }
      ordered.set(at, side);
    }
    cuts.remove(0.0);
    cuts.remove(1.0);
    return cuts;
  }

  /** Adds a strip in which no sides cross; its trapezoids are as wide as in the middle. */
  private void addUp(List<Side> sides, double share, double height) {
    double before = 0;
    for (Side side : sides) {
      double x = side.at(share);
      double area = (x - before) * height;
      one += openOfFirst > 0 ? area : 0;
      other += openOfOther > 0 ? area : 0;
      both += openOfFirst > 0 && openOfOther > 0 ? area : 0;
      isInZone[side.owner] = !isInZone[side.owner];
      int change = isInZone[side.owner] ? 1 : -1;
      if (side.owner < zonesOfFirst) {
        openOfFirst += change;
      } else {
        openOfOther += change;
      }
      before = x;
    }
  }

  /** An edge of a zone, from its upper to its lower end. */
  private record Edge(Point top, Point bottom, int owner) {
    private double crossing(double y) {
      if (y == top.y()) {
        return top.x();
      }
      return y == bottom.y()
          ? bottom.x()
          : top.x() + (y - top.y()) * (bottom.x() - top.x()) / (bottom.y() - top.y());
    }
  }

  /** The part of an edge inside a strip, by where it enters and leaves it. */
  private record Side(double atTop, double atBottom, int owner) {
    private double at(double share) {
      return atTop + (atBottom - atTop) * share;
    }

    private double crossing(Side left) {
      double apartAtTop = atTop - left.atTop;
      double apartAtBottom = left.atBottom - atBottom;
      return Math.clamp(apartAtTop / (apartAtTop + apartAtBottom), 0.0, 1.0);
    }
  }
}
