package kalem.formats.coco;

import java.util.Arrays;
import kalem.formats.BadImportException;
import kalem.formats.Limits;

/** Where the elements of a list stand in the file, each with one id. */
final class Places {
  private static final int FIRST_CAPACITY = 1024;

  private long[] starts = new long[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private long[] keys = new long[FIRST_CAPACITY];
  private int size;

  /**
   * Adds an element.
   *
   * @return its number, from 0
   */
  int add(long start, long end, long key) {
    if (end - start > Limits.TEXT_BYTES) {
      throw new BadImportException(
          "An element of the COCO file has more than " + Limits.TEXT_BYTES + " bytes.");
    }
    if (size == starts.length) {
      int capacity = size + (size >> 1);
      starts = Arrays.copyOf(starts, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      keys = Arrays.copyOf(keys, capacity);
    }
    starts[size] = start;
    lengths[size] = (int) (end - start);
    keys[size] = key;
    return size++;
  }

  int size() {
    return size;
  }

  long start(int number) {
    return starts[number];
  }

  int length(int number) {
    return lengths[number];
  }

  long key(int number) {
    return keys[number];
  }
}
