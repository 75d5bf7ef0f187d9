package kalem.server.annotation;

import java.util.Optional;

/**
 * Objects in the store with the masks of an answer.
 *
 * @param brush a PNG
 * @param voxels a compressed NRRD
 */
public record MaskKeys(Optional<String> brush, Optional<String> voxels) {
  public static final MaskKeys NONE = new MaskKeys(Optional.empty(), Optional.empty());

  public boolean isEmpty() {
    return brush.isEmpty() && voxels.isEmpty();
  }
}
