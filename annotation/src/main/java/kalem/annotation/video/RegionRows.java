package kalem.annotation.video;

import java.util.Arrays;
import java.util.List;
import kalem.annotation.geometry.Point;

/**
 * A region by the even-odd rule, and how much of it another covers. The overlap is measured along
 * evenly spread rows: quick, and close enough to find out which regions belong together.
 */
final class RegionRows {
  private static final int ROWS = 32;

  private final List<List<Point>> rings;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;

  /** A region; the first ring lies around the others. */
  RegionRows(List<List<Point>> rings) {
    this.rings = rings;
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (Point point : rings.getFirst()) {
      minX = Math.min(minX, point.x());
      minY = Math.min(minY, point.y());
      maxX = Math.max(maxX, point.x());
      maxY = Math.max(maxY, point.y());
    }
    this.left = minX;
    this.top = minY;
    this.right = maxX;
    this.bottom = maxY;
  }

  /** About the area that both have, in square pixels. */
  double overlap(RegionRows other) {
    double from = Math.max(top, other.top);
    double height = Math.min(bottom, other.bottom) - from;
    if (!(height > 0 && left < other.right && other.left < right)) {
      return 0;
    }
    double length = 0;
    for (int row = 0; row < ROWS; row++) {
      double y = from + height * (row + 0.5) / ROWS;
      length += shared(crossings(y), other.crossings(y));
    }
    return length * height / ROWS;
  }

  /** Where a row enters and leaves the region, from left to right. */
  private double[] crossings(double y) {
    double[] crossings = new double[8];
    int count = 0;
    for (List<Point> ring : rings) {
      Point before = ring.getLast();
      for (Point point : ring) {
        if (before.y() <= y != point.y() <= y) {
          if (count == crossings.length) {
            crossings = Arrays.copyOf(crossings, 2 * count);
          }
          crossings[count++] =
              before.x() + (y - before.y()) * (point.x() - before.x()) / (point.y() - before.y());
        }
        before = point;
      }
    }
    double[] sorted = Arrays.copyOf(crossings, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double shared(double[] one, double[] other) {
    double length = 0;
    int i = 0;
    int j = 0;
    while (i + 1 < one.length && j + 1 < other.length) {
      double from = Math.max(one[i], other[j]);
      double to = Math.min(one[i + 1], other[j + 1]);
      if (to > from) {
        length += to - from;
      }
      if (one[i + 1] < other[j + 1]) {
        i += 2;
      } else {
        j += 2;
      }
    }
    return length;
  }
}
