package kalem.annotation.geometry;

import java.util.ArrayList;
import java.util.List;

/** Samples of the open centripetal Catmull-Rom curve through all knots, as the editor draws it. */
final class CatmullRom {
  private static final int STEPS = 12;
  private static final double SHORTEST_GAP = 1e-6;

  private final List<Point> knots;

  CatmullRom(List<Point> knots) {
    this.knots = knots;
  }

  List<Point> samples() {
    if (knots.size() < 3) {
      return knots;
    }
    List<Point> samples = new ArrayList<>((knots.size() - 1) * STEPS + 1);
    samples.add(knots.getFirst());
    for (int i = 0; i + 1 < knots.size(); i++) {
      Span span = new Span(knot(i - 1), knot(i), knot(i + 1), knot(i + 2));
      for (int step = 1; step < STEPS; step++) {
        samples.add(span.at(step / (double) STEPS));
      }
      samples.add(knots.get(i + 1));
    }
    return samples;
  }

  /** Beyond its ends the row of knots repeats the last one. */
  private Point knot(int index) {
    return knots.get(Math.clamp(index, 0, knots.size() - 1));
  }

  /** The curve from one knot to the next, with the knots around them. */
  private record Span(Point before, Point start, Point end, Point after) {
    /** Barry and Goldman's pyramid: blends of blends of the four knots. */
    private Point at(double share) {
      double t1 = gap(before, start);
      double t2 = t1 + gap(start, end);
      double t3 = t2 + gap(end, after);
      double t = t1 + (t2 - t1) * share;
      Point first = blend(blend(before, start, 0, t1, t), blend(start, end, t1, t2, t), 0, t2, t);
      Point second = blend(blend(start, end, t1, t2, t), blend(end, after, t2, t3, t), t1, t3, t);
      return blend(first, second, t1, t2, t);
    }

    private static double gap(Point from, Point to) {
      return Math.max(Math.sqrt(from.distance(to)), SHORTEST_GAP);
    }

    private static Point blend(Point from, Point to, double fromTime, double toTime, double t) {
      double share = (t - fromTime) / (toTime - fromTime);
      return new Point(
          from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
    }
  }
}
