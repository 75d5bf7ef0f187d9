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
    JsonNode value = metadata.path(key);
    return value.isNumber() && value.doubleValue() > 0 && value.doubleValue() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) value.doubleValue())
        : OptionalInt.empty();
  }

  private static OptionalDouble real(JsonNode metadata, String key) {
    JsonNode value = metadata.path(key);
    return value.isNumber() && value.doubleValue() > 0
        ? OptionalDouble.of(value.doubleValue())
        : OptionalDouble.empty();
  }
}
