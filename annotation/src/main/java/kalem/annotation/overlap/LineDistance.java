package kalem.annotation.overlap;

import java.util.List;
import kalem.annotation.geometry.VolumePoint;

/**
 * How far two lines are apart: the mean distance of the places on one to the other line, and the
 * other way round, and the mean of both.
 */
final class LineDistance {
  /** Places are a pixel apart, on very long lines further. */
  private static final int MOST_SAMPLES = 10_000;

  private LineDistance() {}

  static double between(List<VolumePoint> one, List<VolumePoint> other) {
    return (directed(one, other) + directed(other, one)) / 2;
  }

  private static double directed(List<VolumePoint> from, List<VolumePoint> to) {
    double length = 0;
    for (int i = 1; i < from.size(); i++) {
      length += distance(from.get(i - 1), from.get(i));
    }
    double gap = Math.max(1, length / MOST_SAMPLES);
    double sum = distance(from.getFirst(), to);
    int samples = 1;
    for (int i = 1; i < from.size(); i++) {
      VolumePoint start = from.get(i - 1);
      VolumePoint end = from.get(i);
      int pieces = (int) Math.max(1, Math.rint(distance(start, end) / gap));
      for (int piece = 1; piece <= pieces; piece++) {
        sum += distance(between(start, end, (double) piece / pieces), to);
      }
      samples += pieces;
    }
    return sum / samples;
  }

  /** From a place to the nearest place on the line. */
  private static double distance(VolumePoint from, List<VolumePoint> line) {
    double least = distance(from, line.getFirst());
    for (int i = 1; i < line.size(); i++) {
      least = Math.min(least, distance(from, nearest(from, line.get(i - 1), line.get(i))));
    }
    return least;
  }

  private static VolumePoint nearest(VolumePoint from, VolumePoint start, VolumePoint end) {
    double dx = end.x() - start.x();
    double dy = end.y() - start.y();
    double dz = end.z() - start.z();
    double length = dx * dx + dy * dy + dz * dz;
    double along =
        (from.x() - start.x()) * dx + (from.y() - start.y()) * dy + (from.z() - start.z()) * dz;
    return length > 0 ? between(start, end, Math.clamp(along / length, 0.0, 1.0)) : start;
  }

  private static VolumePoint between(VolumePoint start, VolumePoint end, double share) {
    return new VolumePoint(
        start.x() + (end.x() - start.x()) * share,
        start.y() + (end.y() - start.y()) * share,
        start.z() + (end.z() - start.z()) * share);
  }

  private static double distance(VolumePoint one, VolumePoint other) {
    double flat = Math.hypot(one.x() - other.x(), one.y() - other.y());
    return Math.hypot(flat, one.z() - other.z());
  }
}
