package kalem.formats.voc;

import java.util.Locale;
import java.util.Set;
import kalem.formats.FormatConfig;
import kalem.formats.image.Hull;

/** How the borders of a box are counted. */
enum Coordinates {
  /** As they are: distances from the top left, as nearly all tools write them. */
  PIXELS,
  /** As the VOC development kit: whole pixels from 1, the last ones included. */
  DEVKIT;

  static Coordinates of(FormatConfig config) {
    String name = config.choice("coordinates", "pixels", Set.of("pixels", "devkit"));
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  Hull toFile(Hull hull) {
    return switch (this) {
      case PIXELS -> hull;
      case DEVKIT ->
          new Hull(
              Math.floor(hull.left()) + 1,
              Math.floor(hull.top()) + 1,
              Math.ceil(hull.right()),
              Math.ceil(hull.bottom()));
    };
  }

  Hull fromFile(Hull hull) {
    return switch (this) {
      case PIXELS -> hull;
      case DEVKIT -> new Hull(hull.left() - 1, hull.top() - 1, hull.right(), hull.bottom());
    };
  }
}
