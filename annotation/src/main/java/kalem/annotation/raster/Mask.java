package kalem.annotation.raster;

import java.util.Arrays;
import java.util.Optional;
import kalem.annotation.geometry.ImageSize;

/**
 * A picture of one bit per pixel, row by row from the top left. It changes while it is painted and
 * is not safe for several threads.
 */
public final class Mask {
  private static final int WORD = Long.SIZE;

  private final int width;
  private final int height;
  private final int wordsPerRow;

  /** Bits beyond the width are never set. */
  private final long[] words;

  /**
   * An empty mask.
   *
   * @throws IllegalArgumentException when a side is not positive or the mask takes over 16 GiB
   */
  public Mask(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A mask has a positive size");
    }
    this.width = width;
    this.height = height;
    this.wordsPerRow = (width - 1) / WORD + 1;
    long total = (long) wordsPerRow * height;
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("A mask of " + width + " x " + height + " is too large");
    }
    this.words = new long[(int) total];
  }

  /** An empty mask that covers the image. */
  public static Mask of(ImageSize size) {
    return new Mask((int) Math.ceil(size.width()), (int) Math.ceil(size.height()));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Whether the pixel is set; none outside the mask is. */
  public boolean get(int x, int y) {
    return isInside(x, y) && (words[y * wordsPerRow + x / WORD] >>> x & 1) != 0;
  }

  /** Sets one pixel; outside the mask nothing happens. */
  public void set(int x, int y) {
    if (isInside(x, y)) {
      words[y * wordsPerRow + x / WORD] |= 1L << x;
    }
  }

  private boolean isInside(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /**
   * Sets the pixels of one row from a column to before another; what lies outside the mask is left
   * out.
   */
  public void fillRow(int y, int from, int to) {
    int start = Math.max(from, 0);
    int end = Math.min(to, width);
    if (y < 0 || y >= height || start >= end) {
      return;
    }
    int first = y * wordsPerRow + start / WORD;
    int last = y * wordsPerRow + (end - 1) / WORD;
    long head = -1L << start;
    long tail = -1L >>> -end;
    if (first == last) {
      words[first] |= head & tail;
      return;
    }
    words[first] |= head;
    Arrays.fill(words, first + 1, last, -1L);
    words[last] |= tail;
  }

  /** The number of set pixels. */
  public long area() {
    long area = 0;
    for (long word : words) {
      area += Long.bitCount(word);
    }
    return area;
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The smallest rectangle around all set pixels; nothing when there is none. */
  public Optional<PixelBox> bounds() {
    long[] columns = new long[wordsPerRow];
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      long any = 0;
      for (int i = 0; i < wordsPerRow; i++) {
        long word = words[y * wordsPerRow + i];
        columns[i] |= word;
        any |= word;
      }
      if (any != 0) {
        top = top < 0 ? y : top;
        bottom = y;
      }
    }
    if (top < 0) {
      return Optional.empty();
    }
    int left = nextSet(columns, 0);
    int right = lastSet(columns);
    return Optional.of(new PixelBox(left, top, right - left + 1, bottom - top + 1));
  }

  private static int nextSet(long[] row, int from) {
    for (int i = from; i < row.length; i++) {
      if (row[i] != 0) {
        return i * WORD + Long.numberOfTrailingZeros(row[i]);
      }
    }
    return -1;
  }

  private static int lastSet(long[] row) {
    int i = row.length - 1;
    while (row[i] == 0) {
      i--;
    }
    return i * WORD + WORD - 1 - Long.numberOfLeadingZeros(row[i]);
  }

  /**
   * Adds the pixels of the other.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public Mask or(Mask other) {
    requireSameSize(other);
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
    return this;
  }

  /**
   * Keeps only the pixels that the other has too.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public Mask and(Mask other) {
    requireSameSize(other);
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
    return this;
  }

  /**
   * Takes away the pixels of the other.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public Mask andNot(Mask other) {
    requireSameSize(other);
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
    return this;
  }

  private void requireSameSize(Mask other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException("The masks differ in size");
    }
  }

  public Mask copy() {
    return new Mask(width, height).or(this);
  }

  int wordsPerRow() {
    return wordsPerRow;
  }

  /** 64 pixels of a row, the leftmost in the lowest bit. */
  long word(int y, int index) {
    return words[y * wordsPerRow + index];
  }

  /** Changes every pixel whose bit is set; bits beyond the width must not be. */
  void toggle(int y, int index, long bits) {
    words[y * wordsPerRow + index] ^= bits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask
        && width == mask.width
        && height == mask.height
        && Arrays.equals(words, mask.words);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(words);
  }

  /** A drawing for small masks, the size alone for large ones. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Mask ").append(width).append(" x ").append(height);
    if (width <= WORD && height <= WORD) {
      for (int y = 0; y < height; y++) {
        text.append('\n');
        for (int x = 0; x < width; x++) {
          text.append(get(x, y) ? '#' : '.');
        }
      }
    }
    return text.toString();
  }
}
