package kalem.annotation.raster;

import java.util.Arrays;

/**
 * Where the runs of set pixels in each row begin, numbered through the mask from the top.
 *
 * @param firsts the number of the first run of each row; one entry more than rows
 * @param columns the column in which each run begins
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never leaves the package.
record RunStarts(int[] firsts, int[] columns) {
  static RunStarts of(Mask mask) {
    int[] firsts = new int[mask.height() + 1];
    for (int y = 0; y < mask.height(); y++) {
      firsts[y + 1] = firsts[y];
      for (int i = 0; i < mask.wordsPerRow(); i++) {
        firsts[y + 1] += Long.bitCount(beginnings(mask, y, i));
      }
    }
    int[] columns = new int[firsts[mask.height()]];
    int next = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int i = 0; i < mask.wordsPerRow(); i++) {
        for (long left = beginnings(mask, y, i); left != 0; left &= left - 1) {
          columns[next++] = i * Long.SIZE + Long.numberOfTrailingZeros(left);
        }
      }
    }
    return new RunStarts(firsts, columns);
  }

  private static long beginnings(Mask mask, int y, int index) {
    long row = mask.word(y, index);
    long carried = index > 0 ? mask.word(y, index - 1) >>> (Long.SIZE - 1) : 0;
    return row & ~(row << 1 | carried);
  }

  int count() {
    return columns.length;
  }

  int first(int row) {
    return firsts[row];
  }

  int column(int run) {
    return columns[run];
  }

  /** The run that a set pixel belongs to. */
  int at(int x, int y) {
    int found = Arrays.binarySearch(columns, firsts[y], firsts[y + 1], x);
    return found >= 0 ? found : -found - 2;
  }
}
