package kalem.formats;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What is known about the file of an asset (export-format section 6.1).
 *
 * @param width pixels
 * @param height pixels
 * @param frameTotal frames of a video
 * @param frameRate frames per second
 * @param pageTotal pages of a document
 * @param duration seconds
 */
public record Media(
    OptionalInt width,
    OptionalInt height,
    OptionalInt frameTotal,
    OptionalDouble frameRate,
    OptionalInt pageTotal,
    OptionalDouble duration) {

  /** Reads the {@code metadata} of an asset; what is missing or no number stays empty. */
  public static Media of(JsonNode metadata) {
    return new Media(
        whole(metadata, "width"),
        whole(metadata, "height"),
        whole(metadata, "frameTotal"),
        real(metadata, "frameRate"),
        whole(metadata, "pageTotal"),
        real(metadata, "duration"));
  }

  private static OptionalInt whole(JsonNode metadata, String key) {
    double value = number(metadata.path(key));
    return value >= 1 && value <= Integer.MAX_VALUE
        ? OptionalInt.of((int) value)
        : OptionalInt.empty();
  }

  private static OptionalDouble real(JsonNode metadata, String key) {
    double value = number(metadata.path(key));
    return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** 0 for what is no number, and for whole numbers that no double can hold. */
  private static double number(JsonNode value) {
    return value.isNumber() ? value.doubleValueOpt().orElse(0) : 0;
  }
}
