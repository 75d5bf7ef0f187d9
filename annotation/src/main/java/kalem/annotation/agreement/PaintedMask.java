package kalem.annotation.agreement;

import kalem.annotation.overlap.Overlap;
import kalem.annotation.raster.Rle;

/**
 * The pixels or voxels of one painted class.
 *
 * @param depth number of slices, 1 for a picture
 * @param runs the slices beside each other, so {@code depth} times as wide as one slice
 */
public record PaintedMask(int depth, Rle runs) {
  public PaintedMask {
    if (depth < 1 || runs.width() % depth != 0) {
      throw new IllegalArgumentException("The slices of a mask are equally wide");
    }
  }

  /** The mask of a picture. */
  public static PaintedMask of(Rle picture) {
    return new PaintedMask(1, picture);
  }

  boolean isLike(PaintedMask other) {
    return depth == other.depth
        && runs.width() == other.runs.width()
        && runs.height() == other.runs.height();
  }

  /** The share of pixels in both, of those in either; 0 when the sizes differ. */
  double similarity(PaintedMask other) {
    return isLike(other) ? Overlap.iou(runs, other.runs) : 0;
  }

  PaintedMask union(PaintedMask other) {
    return isLike(other) ? new PaintedMask(depth, runs.union(other.runs)) : this;
  }

  PaintedMask intersection(PaintedMask other) {
    return new PaintedMask(depth, runs.intersection(other.runs));
  }
}
