package kalem.formats.ango;

/** How objects on video are laid out (export-format section 9). */
public enum VideoFormat {
  /** One entry per object and frame. */
  FLAT,
  /** One entry per object, with its frames inside. */
  TRACK
}
