package kalem.formats.volume;

import java.util.Optional;
import kalem.formats.Limits;

/**
 * The voxels of a volume.
 *
 * @param width voxels along the fastest axis
 * @param height voxels along the middle axis
 * @param depth voxels along the slowest axis
 * @param space where they lie; empty when it is not known
 */
public record VolumeGrid(int width, int height, int depth, Optional<Space> space) {
  /** How far corners may lie apart, in steps of the finer volume, to be the same place. */
  private static final double SLACK = 0.05;

  public VolumeGrid {
    if (width < 1 || height < 1 || depth < 1) {
      throw new IllegalArgumentException("A volume has a positive size");
    }
    if ((double) width * height * depth > Limits.VOXELS) {
      throw new IllegalArgumentException("A volume has at most " + Limits.VOXELS + " voxels");
    }
  }

  public long voxels() {
    return (long) width * height * depth;
  }

  /** Voxels along the longest axis. */
  public int longest() {
    return Math.max(width, Math.max(height, depth));
  }

  long index(int x, int y, int z) {
    return x + (long) width * (y + (long) height * z);
  }

  public boolean hasSizeOf(VolumeGrid other) {
    return width == other.width && height == other.height && depth == other.depth;
  }

  /** Whether both have the same voxels at the same places, as far as the places are known. */
  boolean isSame(VolumeGrid other) {
    return hasSizeOf(other)
        && (space.isEmpty()
            || other.space.isEmpty()
            || isSamePlace(space.get(), other.space.get()));
  }

  private boolean isSamePlace(Space one, Space two) {
    double allowed = SLACK * Math.min(one.finest(), two.finest());
    for (int corner = 0; corner < 8; corner++) {
      double x = (corner & 1) * (width - 1.0);
      double y = (corner >> 1 & 1) * (height - 1.0);
      double z = (corner >> 2) * (depth - 1.0);
      if (!(one.at(x, y, z).distance(two.at(x, y, z)) <= allowed)) {
        return false;
      }
    }
    return true;
  }

  /** The size for people, such as {@code 512 x 512 x 120}. */
  public String size() {
    return width + " x " + height + " x " + depth;
  }
}
