package kalem.annotation.raster;

import kalem.annotation.raster.Rle.Runs;

/**
 * Turns rows of bits into runs down the columns and back. Both ways look only at places where a
 * pixel differs from the one above it, 64 columns at a time; so the cost is that of the rows and
 * the runs, not of the pixels.
 */
final class RleConversion {
  private final Mask mask;
  private final int height;
  private final int words;

  private RleConversion(Mask mask) {
    this.mask = mask;
    this.height = mask.height();
    this.words = mask.wordsPerRow();
  }

  static Rle of(Mask mask) {
    return new RleConversion(mask).runs();
  }

  private Rle runs() {
    int[] ends = new int[mask.width() + 1];
    eachChange((x, y) -> ends[x + 1]++);
    for (int x = 0; x < mask.width(); x++) {
      ends[x + 1] += ends[x];
    }
    int total = ends[mask.width()];
    int[] changes = new int[total];
    eachChange((x, y) -> changes[ends[x]++] = x * height + y);
    Runs runs = new Runs(height, mask.width(), total + 1);
    int from = 0;
    boolean isSet = false;
    for (int change : changes) {
      runs.add(isSet, change - from);
      isSet = !isSet;
      from = change;
    }
    runs.add(isSet, height * mask.width() - from);
    return runs.finish();
  }

  /**
   * Visits every pixel that differs from the one before it in the order of the columns, row by row.
   */
  private void eachChange(Change change) {
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < words; i++) {
        long before = y > 0 ? mask.word(y - 1, i) : bottomOfColumnBefore(i);
        long changed = (mask.word(y, i) ^ before) & columnsOf(i);
        while (changed != 0) {
          change.at(i * Long.SIZE + Long.numberOfTrailingZeros(changed), y);
          changed &= changed - 1;
        }
      }
    }
  }

  private long bottomOfColumnBefore(int index) {
    long carried = index > 0 ? mask.word(height - 1, index - 1) >>> (Long.SIZE - 1) : 0;
    return mask.word(height - 1, index) << 1 | carried;
  }

  private long columnsOf(int index) {
    int left = mask.width() - index * Long.SIZE;
    return left >= Long.SIZE ? -1L : (1L << left) - 1;
  }

  static Mask toMask(Rle rle, PixelBox window) {
    Mask mask = new Mask(window.width(), window.height());
    RleConversion conversion = new RleConversion(mask);
    int[] counts = rle.ownCounts();
    int position = 0;
    for (int i = 0; i < counts.length; i++) {
      if (i % 2 == 1) {
        conversion.markEnds(position, position + counts[i], rle.height(), window);
      }
      position += counts[i];
    }
    conversion.fillDownwards();
    return mask;
  }

  /** Marks in every column of a run where it starts and where it has ended. */
  private void markEnds(int from, int to, int fullHeight, PixelBox window) {
    int start = Math.max(from / fullHeight, window.x());
    int end = Math.min((to - 1) / fullHeight, window.x() + window.width() - 1);
    for (int x = start; x <= end; x++) {
      long columnStart = (long) x * fullHeight + window.y();
      int top = Math.clamp(from - columnStart, 0, height);
      int bottom = Math.clamp(to - columnStart, 0, height);
      if (top < bottom) {
        toggle(x - window.x(), top);
        toggle(x - window.x(), bottom);
      }
    }
  }

  private void toggle(int x, int y) {
    if (y < height) {
      mask.toggle(y, x / Long.SIZE, 1L << x);
    }
  }

  private void fillDownwards() {
    for (int y = 1; y < height; y++) {
      for (int i = 0; i < words; i++) {
        mask.toggle(y, i, mask.word(y - 1, i));
      }
    }
  }

  private interface Change {
    void at(int x, int y);
  }
}
