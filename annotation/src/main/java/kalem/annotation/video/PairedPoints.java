package kalem.annotation.video;

import java.util.ArrayList;
import java.util.List;
import kalem.annotation.geometry.Point;

/**
 * The vertices of two rings or lines, each with its partner (editors section 6.6, rule 12). Rings
 * are turned, and rings and lines reversed, to where the squared distances sum up to the least.
 */
record PairedPoints(List<Point> from, List<Point> to) {
  /** Larger rings are compared by a part of their vertices only, so that pairing stays quick. */
  private static final int MOST_COMPARED = 2048;

  static PairedPoints ofRings(List<Point> from, List<Point> to) {
    int count = Math.max(from.size(), to.size());
    List<Point> start = Resampling.ring(from, count);
    List<Point> end = Resampling.ring(to, count);
    Order best = new Order(0, false);
    double least = Double.POSITIVE_INFINITY;
    for (boolean isReversed : new boolean[] {false, true}) {
      for (int shift = 0; shift < count; shift++) {
        Order order = new Order(shift, isReversed);
        double sum = order.distance(start, end, least);
        if (sum < least) {
          least = sum;
          best = order;
        }
      }
    }
    return new PairedPoints(start, best.of(end));
  }

  static PairedPoints ofLines(List<Point> from, List<Point> to) {
    int count = Math.max(from.size(), to.size());
    List<Point> start = Resampling.line(from, count);
    List<Point> end = Resampling.line(to, count);
    Order forward = new Order(0, false);
    Order backward = new Order(count - 1, true);
    double least = forward.distance(start, end, Double.POSITIVE_INFINITY);
    boolean isReversed = backward.distance(start, end, least) < least;
    return new PairedPoints(start, (isReversed ? backward : forward).of(end));
  }

  /** The vertices on their way. */
  List<Point> at(double step, double of) {
    List<Point> points = new ArrayList<>(from.size());
    for (int i = 0; i < from.size(); i++) {
      points.add(Interpolation.point(from.get(i), to.get(i), step, of));
    }
    return points;
  }

  /** Which vertex of the other ring belongs to the first, and in which sense it goes on. */
  private record Order(int shift, boolean isReversed) {
    private int partner(int index, int count) {
      int partner = isReversed ? shift - index : shift + index;
      if (partner < 0) {
        return partner + count;
      }
      return partner < count ? partner : partner - count;
    }

    /** The sum of the squared distances; some larger number when it reaches the limit. */
    private double distance(List<Point> from, List<Point> to, double limit) {
      int count = from.size();
      int stride = (count + MOST_COMPARED - 1) / MOST_COMPARED;
      double sum = 0;
      for (int i = 0; i < count && sum < limit; i += stride) {
        Point partner = to.get(partner(i, count));
        double dx = partner.x() - from.get(i).x();
        double dy = partner.y() - from.get(i).y();
        sum += dx * dx + dy * dy;
      }
      return sum;
    }

    private List<Point> of(List<Point> points) {
      List<Point> ordered = new ArrayList<>(points.size());
      for (int i = 0; i < points.size(); i++) {
        ordered.add(points.get(partner(i, points.size())));
      }
      return ordered;
    }
  }
}
