package kalem.formats.ango;

import java.util.Optional;

/**
 * Signed links to the masks of an answer.
 *
 * @param brush a PNG
 * @param voxels a compressed NRRD
 */
public record MaskLinks(Optional<String> brush, Optional<String> voxels) {
  public static final MaskLinks NONE = new MaskLinks(Optional.empty(), Optional.empty());
}
