package kalem.annotation.raster;

import java.util.Arrays;
import java.util.Optional;
import kalem.annotation.geometry.BadGeometryException;

/**
 * A mask as run lengths, column by column from the top left: how many pixels are not set, then how
 * many are, and so on, as COCO files hold them. Immutable and normal: only the first run may be
 * empty, and the runs cover the whole mask.
 */
public final class Rle {
  private final int height;
  private final int width;
  private final int[] counts;

  private Rle(int height, int width, int[] counts) {
    this.height = height;
    this.width = width;
    this.counts = counts;
  }

  /**
   * The runs of a mask.
   *
   * @throws IllegalArgumentException when the mask has more pixels than a run can count
   */
  public static Rle of(Mask mask) {
    if ((long) mask.height() * mask.width() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The mask is too large for runs");
    }
    return RleConversion.of(mask);
  }

  /**
   * The mask of these runs; empty runs in between are joined, and what is not covered at the end is
   * not set.
   *
   * @throws BadGeometryException when the size is none, a run is negative or the runs are longer
   *     than the mask
   */
  public static Rle of(int height, int width, int[] counts) {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw new BadGeometryException("A mask of " + width + " x " + height + " is not possible.");
    }
    Runs runs = new Runs(height, width, counts.length + 1);
    boolean isSet = false;
    for (int count : counts) {
      if (count < 0) {
        throw new BadGeometryException("The length of a run is not negative.");
      }
      runs.add(isSet, count);
      isSet = !isSet;
    }
    return runs.finish();
  }

  /**
   * Reads the compressed text of COCO files.
   *
   * @throws BadGeometryException when it is no such text or does not fit the size
   */
  public static Rle parse(String compressed, int height, int width) {
    return of(height, width, RleText.parse(compressed));
  }

  /** The compressed text of COCO files. */
  public String compressed() {
    return RleText.of(counts);
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** The lengths of the runs; those at odd places are set. */
  public int[] counts() {
    return counts.clone();
  }

  int[] ownCounts() {
    return counts;
  }

  /**
   * The pixels of the runs.
   *
   * @throws IllegalArgumentException when the mask takes more memory than an array can hold
   */
  public Mask toMask() {
    return RleConversion.toMask(this, new PixelBox(0, 0, width, height));
  }

  /** The pixels of the runs inside a rectangle of the mask. */
  public Mask toMask(PixelBox window) {
    return RleConversion.toMask(this, window);
  }

  /** The number of set pixels. */
  public long area() {
    long area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  public boolean isEmpty() {
    return counts.length == 1;
  }

  /** The smallest rectangle around all set pixels; nothing when there is none. */
  public Optional<PixelBox> bounds() {
    if (isEmpty()) {
      return Optional.empty();
    }
    int top = height;
    int bottom = 0;
    int position = counts[0];
    int left = position / height;
    int right = left;
    for (int i = 1; i < counts.length; i += 2) {
      int last = position + counts[i] - 1;
      right = last / height;
      boolean isInOneColumn = position / height == right;
      top = isInOneColumn ? Math.min(top, position % height) : 0;
      bottom = isInOneColumn ? Math.max(bottom, last % height) : height - 1;
      position = last + 1 + (i + 1 < counts.length ? counts[i + 1] : 0);
    }
    return Optional.of(new PixelBox(left, top, right - left + 1, bottom - top + 1));
  }

  /**
   * The pixels that either has.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public Rle union(Rle other) {
    return combine(other, true);
  }

  /**
   * The pixels that both have.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public Rle intersection(Rle other) {
    return combine(other, false);
  }

  private Rle combine(Rle other, boolean isUnion) {
    if (height != other.height || width != other.width) {
      throw new IllegalArgumentException("The masks differ in size");
    }
    Runs runs = new Runs(height, width, counts.length + other.counts.length);
    int here = 0;
    int there = 0;
    int leftHere = counts[0];
    int leftThere = other.counts[0];
    while (here < counts.length && there < other.counts.length) {
      int step = Math.min(leftHere, leftThere);
      boolean isSetHere = here % 2 == 1;
      boolean isSetThere = there % 2 == 1;
      runs.add(isUnion ? isSetHere || isSetThere : isSetHere && isSetThere, step);
      leftHere -= step;
      leftThere -= step;
      if (leftHere == 0 && ++here < counts.length) {
        leftHere = counts[here];
      }
      if (leftThere == 0 && ++there < other.counts.length) {
        leftThere = other.counts[there];
      }
    }
    return runs.finish();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rle rle
        && height == rle.height
        && width == rle.width
        && Arrays.equals(counts, rle.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Rle " + width + " x " + height + " " + compressed();
  }

  /** Runs while they are collected. */
  static final class Runs {
    private final int height;
    private final int width;
    private int[] counts;
    private int last;
    private long total;

    Runs(int height, int width, int expected) {
      this.height = height;
      this.width = width;
      this.counts = new int[Math.max(expected, 2)];
    }

    void add(boolean isSet, int length) {
      total += length;
      if (total > (long) height * width) {
        throw new BadGeometryException("The runs are longer than the mask.");
      }
      if (length == 0) {
        return;
      }
      if (isSet != (last % 2 == 1)) {
        last++;
        if (last == counts.length) {
          counts = Arrays.copyOf(counts, 2 * last);
        }
      }
      counts[last] += length;
    }

    /** The runs, with the rest of the mask not set. */
    Rle finish() {
      add(false, (int) ((long) height * width - total));
      return new Rle(height, width, Arrays.copyOf(counts, last + 1));
    }
  }
}
