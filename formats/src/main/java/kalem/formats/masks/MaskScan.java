package kalem.formats.masks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kalem.annotation.raster.Mask;
import kalem.formats.Limits;
import kalem.formats.image.BadPngException;
import kalem.formats.image.PngReader;

/**
 * Goes through the pixels of a mask file: once to see which keys there are and where, and once more
 * for each, so that only one of them is held at a time.
 */
final class MaskScan {
  /** An outline has a few points for each run of pixels. */
  private static final int MOST_RUNS = Limits.POINTS / 4;

  private final Path file;
  private final ClassMap map;
  private int width;
  private int height;

  /** Where a key occurs. */
  static final class Area {
    private int left = Integer.MAX_VALUE;
    private int top = -1;
    private int right;
    private int bottom;
    private int runs;

    private void add(int x, int end, int y) {
      left = Math.min(left, x);
      right = Math.max(right, end);
      top = top < 0 ? y : top;
      bottom = y + 1;
      runs++;
    }

    int left() {
      return left;
    }

    int top() {
      return top;
    }
  }

  private interface Runs {
    void on(long key, int y, int from, int end) throws IOException;
  }

  MaskScan(Path file, ClassMap map) {
    this.file = file;
    this.map = map;
  }

  /**
   * The keys that occur, but those that mean nothing.
   *
   * @throws BadPngException when the file is no mask
   */
  Map<Long, Area> areas() throws IOException {
    Map<Long, Area> areas = new TreeMap<>();
    walk(
        (key, y, from, end) -> {
          if (map.isIgnored(key)) {
            return;
          }
          Area area = areas.computeIfAbsent(key, _ -> new Area());
          area.add(from, end, y);
          if (area.runs > MOST_RUNS || areas.size() > Limits.OPTIONS) {
            throw new BadPngException("The picture is too ragged or too colorful to be a mask.");
          }
        });
    return areas;
  }

  /** Of the picture in pixels, once it was gone through. */
  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The pixels of a key, in a mask that covers its area alone. */
  Mask mask(long wanted, Area area) throws IOException {
    Mask mask = new Mask(area.right - area.left, area.bottom - area.top);
    walk(
        (key, y, from, end) -> {
          if (key == wanted) {
            mask.fillRow(y - area.top, from - area.left, end - area.left);
          }
        });
    return mask;
  }

  private void walk(Runs runs) throws IOException {
    try (InputStream stream = Files.newInputStream(file);
        PngReader picture = new PngReader(stream)) {
      if ((long) picture.width() * picture.height() > Limits.MASK_PIXELS) {
        throw new BadPngException("The mask has more than " + Limits.MASK_PIXELS + " pixels.");
      }
      width = picture.width();
      height = picture.height();
      boolean isByValue = picture.hasValues() && !map.hasColors();
      for (int y = 0; y < picture.height(); y++) {
        picture.next();
        int from = 0;
        long key = key(picture, isByValue, 0);
        for (int x = 1; x < picture.width(); x++) {
          long next = key(picture, isByValue, x);
          if (next != key) {
            runs.on(key, y, from, x);
            key = next;
            from = x;
          }
        }
        runs.on(key, y, from, picture.width());
      }
    }
  }

  /** Pixels that are mostly transparent are background. */
  private static long key(PngReader picture, boolean isByValue, int x) {
    if (isByValue) {
      return picture.value(x);
    }
    int argb = picture.color(x);
    return argb >>> 24 < 128 ? 0 : ClassMap.color(argb & 0xFFFFFF);
  }
}
