package kalem.annotation;

import java.util.Arrays;

/**
 * Numbers by long keys, in two plain arrays: for millions of ids, where a map of objects is large.
 */
public final class LongIndex {
  /** What {@link #get} answers for a key that is not there. */
  public static final int ABSENT = -1;

  private static final int SMALLEST = 16;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[SMALLEST];
  private int[] values = emptyValues(SMALLEST);
  private int size;

  private static int[] emptyValues(int length) {
    int[] values = new int[length];
    Arrays.fill(values, ABSENT);
    return values;
  }

  /**
   * Adds a key, unless it is there.
   *
   * @param value from 0
   * @return whether it was added
   */
  public boolean add(long key, int value) {
    if (size * 3L >= keys.length * 2L) {
      grow();
    }
    int slot = slot(key);
    if (values[slot] != ABSENT) {
      return false;
    }
    keys[slot] = key;
    values[slot] = value;
    size++;
    return true;
  }

  /**
   * Adds a key, or gives it another number.
   *
   * @param value from 0
   */
  public void put(long key, int value) {
    if (!add(key, value)) {
      values[slot(key)] = value;
    }
  }

  /** The number of the key, or {@link #ABSENT}. */
  public int get(long key) {
    return values[slot(key)];
  }

  public boolean contains(long key) {
    return get(key) != ABSENT;
  }

  public int size() {
    return size;
  }

  /** Where the key is, or the free place where it belongs. */
  private int slot(long key) {
    int slot = (int) ((key * SPREAD) >>> 32) & (keys.length - 1);
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = emptyValues(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != ABSENT) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
