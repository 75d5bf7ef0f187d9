package kalem.server.annotation;

import java.util.Optional;

/**
 * What becomes of the masks of an answer.
 *
 * @param given what the caller named them by; tells a repeated request from another one
 */
public record MaskChange(Change brush, Change voxels, String given) {
  public static final MaskChange NONE = new MaskChange(new Keep(), new Keep(), "");

  /** What becomes of one mask. */
  public sealed interface Change {
    private Optional<String> of(Optional<String> before) {
      return switch (this) {
        case Keep() -> before;
        case Remove() -> Optional.empty();
        case Replace(String key) -> Optional.of(key);
      };
    }
  }

  /** It stays as it is. */
  public record Keep() implements Change {}

  public record Remove() implements Change {}

  /**
   * Another one takes its place.
   *
   * @param key of the object in the store
   */
  public record Replace(String key) implements Change {}

  /** Whether nothing changes. */
  public boolean isNone() {
    return brush instanceof Keep && voxels instanceof Keep;
  }

  /** Whether a mask is given, rather than removed or left as it is. */
  public boolean isGiving() {
    return brush instanceof Replace || voxels instanceof Replace;
  }

  /** The masks afterwards. */
  public MaskKeys of(MaskKeys before) {
    return new MaskKeys(brush.of(before.brush()), voxels.of(before.voxels()));
  }
}
