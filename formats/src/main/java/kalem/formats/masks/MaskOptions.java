package kalem.formats.masks;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import kalem.annotation.raster.Stroke;
import kalem.formats.FormatConfig;
import tools.jackson.databind.JsonNode;

/**
 * Options of writing masks (export-format section 17.5).
 *
 * @param mapping {@code class_mapping_type}
 * @param included {@code included_classes}, titles or ids; empty means all
 * @param priority {@code class_priority}, titles or ids; later ones cover earlier ones, and those
 *     that are not named lie below
 * @param stroke {@code point_radius} and {@code line_width} in pixels
 * @param outlineWidth {@code outline_width} in pixels, 0 for none
 * @param overlay whether the mask is also laid over the picture
 * @param opacity of the overlay, from 0 to 1
 * @param onlyKeyFrames {@code include_key_frames_only}
 */
record MaskOptions(
    Mapping mapping,
    List<String> included,
    List<String> priority,
    Stroke stroke,
    double outlineWidth,
    boolean overlay,
    double opacity,
    boolean onlyKeyFrames) {
  private static final double WIDEST = 1000;

  /** How classes are told apart. */
  enum Mapping {
    /** Brightness 1, 2, 3 and so on. */
    SINGLE_CHANNEL_SEQUENTIAL,
    /** Brightness 255, 128, 192, 64 and so on, as far apart as can be. */
    SINGLE_CHANNEL_DIVERGING,
    /** Colors of a fixed palette. */
    MULTI_CHANNEL_QUALITATIVE,
    /** The colors of the schema. */
    PROJECT_COLORS;

    boolean isGrey() {
      return this == SINGLE_CHANNEL_SEQUENTIAL || this == SINGLE_CHANNEL_DIVERGING;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException naming an option that can not be used
   */
  static MaskOptions of(JsonNode config) {
    FormatConfig options = new FormatConfig(config);
    Set<String> mappings =
        Set.of(
            Mapping.SINGLE_CHANNEL_SEQUENTIAL.key(),
            Mapping.SINGLE_CHANNEL_DIVERGING.key(),
            Mapping.MULTI_CHANNEL_QUALITATIVE.key(),
            Mapping.PROJECT_COLORS.key());
    String mapping =
        options.choice("class_mapping_type", Mapping.SINGLE_CHANNEL_SEQUENTIAL.key(), mappings);
    double outline = options.number("outline_width", 0, 0, WIDEST);
    if (outline > 0 && outline < 1) {
      throw new IllegalArgumentException("The option outline_width must be 0, or 1 and more.");
    }
    return new MaskOptions(
        Mapping.valueOf(mapping.toUpperCase(Locale.ROOT)),
        options.texts("included_classes"),
        options.texts("class_priority"),
        new Stroke(
            options.number("line_width", 3, 1, WIDEST),
            options.number("point_radius", 3, 0.5, WIDEST)),
        outline,
        options.flag("overlay", false),
        options.number("opacity", 0.5, 0, 1),
        options.flag("include_key_frames_only", false));
  }
}
