package kalem.annotation.agreement;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import kalem.annotation.geometry.ImageSize;

/**
 * What must be known of the asset to compare labels of it.
 *
 * @param diagonal of the image in pixels, or of the volume in voxels. Points and lines are near or
 *     far by it; where it is not known, that of all labels counts from the origin on.
 * @param frameTotal number of frames; only of videos, whose objects are compared as tracks
 */
public record AssetExtent(OptionalDouble diagonal, OptionalInt frameTotal) {
  /** Texts, sounds, chats, and whatever has no size. */
  public static final AssetExtent UNKNOWN =
      new AssetExtent(OptionalDouble.empty(), OptionalInt.empty());

  /** An image, or each of several pages of one size. */
  public static AssetExtent image(ImageSize size) {
    double diagonal = Math.hypot(size.width(), size.height());
    return new AssetExtent(OptionalDouble.of(diagonal), OptionalInt.empty());
  }

  public static AssetExtent video(ImageSize size, int frameTotal) {
    return new AssetExtent(image(size).diagonal, OptionalInt.of(frameTotal));
  }

  /** A volume of so many voxels along each axis. */
  public static AssetExtent volume(int columns, int rows, int slices) {
    double diagonal = Math.hypot(Math.hypot(columns, rows), slices);
    return new AssetExtent(OptionalDouble.of(diagonal), OptionalInt.empty());
  }
}
