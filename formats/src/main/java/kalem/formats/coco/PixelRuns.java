package kalem.formats.coco;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.raster.PixelBox;
import kalem.annotation.raster.Rle;
import kalem.formats.FileText;
import kalem.formats.image.CroppedMask;
import kalem.formats.image.Hull;

/**
 * The pixels of a shape inside its image. Only the rectangle around the shape is painted, so that a
 * small object on a large picture costs little.
 */
final class PixelRuns {
  private final int imageWidth;
  private final int imageHeight;
  private final int left;
  private final int top;
  private final Rle runs;

  private PixelRuns(ImageSize size, CroppedMask painted) {
    this.imageWidth = (int) size.width();
    this.imageHeight = (int) size.height();
    this.left = painted.left();
    this.top = painted.top();
    this.runs = Rle.of(painted.mask());
  }

  /** The pixels; nothing when none lies inside the image or they are too many. */
  static Optional<PixelRuns> of(Segmentation shape, ImageSize size) {
    return size.width() * size.height() > Integer.MAX_VALUE
        ? Optional.empty()
        : CroppedMask.of(shape, Optional.of(size)).map(mask -> new PixelRuns(size, mask));
  }

  long area() {
    return runs.area();
  }

  /** The smallest rectangle around the pixels. */
  Hull hull() {
    PixelBox bounds = runs.bounds().orElseThrow();
    double x = left + bounds.x();
    double y = top + bounds.y();
    return new Hull(x, y, x + bounds.width(), y + bounds.height());
  }

  /** The run lengths over the whole image, column by column, the first of them not set. */
  int[] counts() {
    int[] inside = runs.counts();
    int[] counts = new int[inside.length + 2 * runs.width() + 2];
    int length = 0;
    int end = 0;
    int position = inside[0];
    for (int i = 1; i < inside.length; i += 2) {
      int stop = position + inside[i];
      while (position < stop) {
        int column = position / runs.height();
        int columnEnd = Math.min(stop, (column + 1) * runs.height());
        int start = (left + column) * imageHeight + top + position % runs.height();
        if (length > 0 && start == end) {
          counts[length - 1] += columnEnd - position;
        } else {
          counts[length++] = start - end;
          counts[length++] = columnEnd - position;
        }
        end = start + columnEnd - position;
        position = columnEnd;
      }
      position += i + 1 < inside.length ? inside[i + 1] : 0;
    }
    int rest = imageWidth * imageHeight - end;
    if (rest > 0) {
      counts[length++] = rest;
    }
    return Arrays.copyOf(counts, length);
  }

  /** Writes the value of {@code segmentation}: size and uncompressed counts. */
  void write(FileText text) throws IOException {
    text.append("{\"size\":[").whole(imageHeight).append(',').whole(imageWidth);
    text.append("],\"counts\":[");
    int[] counts = counts();
    for (int i = 0; i < counts.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      text.whole(counts[i]);
    }
    text.append("]}");
  }
}
