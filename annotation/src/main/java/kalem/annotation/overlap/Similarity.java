package kalem.annotation.overlap;

import java.util.List;
import kalem.annotation.geometry.Angle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Message;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.Spline;
import kalem.annotation.geometry.VolumeLine;
import kalem.annotation.geometry.VolumePoint;
import kalem.annotation.video.Track;

/**
 * How alike two objects of one class are, from 0 to 1 (workflow section 11.3): by what they share,
 * and points and lines by how far they are apart.
 *
 * @param diagonal of the image or volume, in its pixels or voxels
 */
public record Similarity(double diagonal) {
  private static final double FAR_POINT = 0.02;
  private static final double FAR_LINE = 0.05;

  public static Similarity on(ImageSize size) {
    return new Similarity(Math.hypot(size.width(), size.height()));
  }

  /** How far apart two shapes may be, in pixels or voxels, and still be alike. */
  public double reach() {
    return FAR_LINE * diagonal;
  }

  /** The similarity of two shapes of one tool. */
  public double of(Geometry one, Geometry other) {
    return switch (one) {
      case Point a when other instanceof Point b ->
          near(Math.hypot(a.x() - b.x(), a.y() - b.y()), FAR_POINT);
      case Polyline a when other instanceof Polyline b -> lines(a.points(), b.points());
      case Spline a when other instanceof Spline b -> lines(a.curve(), b.curve());
      case VolumeLine a when other instanceof VolumeLine b ->
          near(LineDistance.between(ends(a), ends(b)), FAR_LINE);
      case Angle a when other instanceof Angle b ->
          near(LineDistance.between(arms(a), arms(b)), FAR_LINE);
      case Message a when other instanceof Message b -> a.id().equals(b.id()) ? 1 : 0;
      default -> Overlap.iou(one, other);
    };
  }

  /**
   * The similarity of two tracks: the mean over all frames on which either is visible.
   *
   * @param frameTotal number of frames of the video
   */
  public double of(Track one, Track other, int frameTotal) {
    return TrackSimilarity.between(one, other, frameTotal, this);
  }

  private double lines(List<Point> one, List<Point> other) {
    return near(LineDistance.between(flat(one), flat(other)), FAR_LINE);
  }

  private double near(double distance, double far) {
    return Math.max(0, 1 - distance / (far * diagonal));
  }

  private static List<VolumePoint> flat(List<Point> points) {
    return points.stream().map(point -> new VolumePoint(point.x(), point.y(), 0)).toList();
  }

  /** An angle is the line along both its arms, whichever was drawn first. */
  private static List<VolumePoint> arms(Angle angle) {
    return List.of(angle.first(), angle.vertex(), angle.second());
  }

  private static List<VolumePoint> ends(VolumeLine line) {
    return List.of(line.start(), line.end());
  }
}
