package kalem.formats.masks;

import java.awt.Color;

/** A fixed row of colors, of which no two are alike and none is black or white. */
final class Palette {
  private static final int[] FIRST = {
    0xE6194B, 0x3CB44B, 0x4363D8, 0xF58231, 0x911EB4, 0x46D9D9, 0xF032E6, 0xB5D916, 0xFABED4,
    0x008080, 0x9A6324, 0xFFE119, 0x800000, 0x7FDDA5, 0x808000, 0xFFC891, 0x000075, 0xA9A9A9
  };

  /** The share of the circle of hues after which no hue comes near an earlier one for long. */
  private static final double GOLDEN = 0.6180339887498949;

  private static final int SHADES = 4;

  private Palette() {}

  /** The color at a place from 0, as {@code 0xRRGGBB}. */
  static int color(int place) {
    if (place < FIRST.length) {
      return FIRST[place];
    }
    int further = place - FIRST.length;
    double hue = further * GOLDEN % 1;
    int shade = further % SHADES;
    float saturation = 0.55f + 0.1f * shade;
    float brightness = 0.95f - 0.12f * (further / SHADES % SHADES);
    return Color.HSBtoRGB((float) hue, saturation, brightness) & 0xFFFFFF;
  }
}
