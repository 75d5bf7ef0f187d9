package kalem.annotation.answer;

import java.util.Optional;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.PixelBox;
import kalem.annotation.raster.Rle;
import tools.jackson.databind.JsonNode;

/** Reads a segmentation given as the run lengths of a mask, as COCO files have it. */
final class PaintedSegmentation {
  /** The painted part is held as a picture while its outline is traced: 32 MiB at most. */
  private static final long MOST_PIXELS = 1L << 28;

  private PaintedSegmentation() {}

  static boolean isOne(String key, JsonNode value) {
    return key.equals("segmentation")
        && (value.has("rle") || (value.has("maskUrl") && !value.has("zones")));
  }

  /**
   * The outlines of the mask.
   *
   * @throws BadGeometryException when it is no mask, an empty one, or not of the image's size
   */
  static Geometry read(JsonNode value, Optional<ImageSize> image) {
    if (!value.has("rle")) {
      // Whoever fetches masks puts run lengths in their place beforehand.
      throw new BadGeometryException(
          "The mask at maskUrl was not read. Inside of items over 4 MiB none is fetched: give the"
              + " run lengths of the mask (rle), or divide the item.");
    }
    JsonNode given = value.path("rle");
    Rle rle = rle(given.path("counts"), side(given, 0), side(given, 1));
    boolean isOfImage =
        image
            .filter(size -> size.width() != rle.width() || size.height() != rle.height())
            .isEmpty();
    if (!isOfImage) {
      throw new BadGeometryException("The mask has not the size of the image.");
    }
    PixelBox painted =
        rle.bounds().orElseThrow(() -> new BadGeometryException("The mask is empty."));
    if ((long) painted.width() * painted.height() > MOST_PIXELS) {
      throw new BadGeometryException("The painted part of the mask is too large.");
    }
    return Contours.trace(rle).orElseThrow();
  }

  private static Rle rle(JsonNode counts, int height, int width) {
    if (counts.isString()) {
      return Rle.parse(counts.stringValue(), height, width);
    }
    if (!counts.isArray()) {
      throw new BadGeometryException("counts must be a list of numbers or their compressed text.");
    }
    return Rle.of(
        height, width, counts.valueStream().mapToInt(PaintedSegmentation::whole).toArray());
  }

  private static int side(JsonNode rle, int index) {
    JsonNode size = rle.path("size");
    if (size.size() != 2) {
      throw new BadGeometryException("size must be [height, width].");
    }
    return whole(size.get(index));
  }

  private static int whole(JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToInt()) {
      throw new BadGeometryException("Run lengths and sizes are whole numbers.");
    }
    return number.intValue();
  }
}
