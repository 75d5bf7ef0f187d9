package kalem.formats.ango;

/** Sorts many indices by numbers without an object for each. */
final class Stable {
  private static final int DIGIT_BITS = 16;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private Stable() {}

  /**
   * The indices by rising key; equal ones stay as they are.
   *
   * @param keys by index, none below 0
   */
  static int[] sorted(int[] indices, int[] keys) {
    if (isSorted(indices, keys)) {
      return indices;
    }
    int[] half = pass(indices, keys, 0);
    return pass(half, keys, DIGIT_BITS);
  }

  private static boolean isSorted(int[] indices, int[] keys) {
    for (int i = 1; i < indices.length; i++) {
      if (keys[indices[i - 1]] > keys[indices[i]]) {
        return false;
      }
    }
    return true;
  }

  /** One pass of a radix sort. */
  private static int[] pass(int[] indices, int[] keys, int shift) {
    int[] starts = new int[DIGITS + 1];
    for (int index : indices) {
      starts[digit(keys[index], shift) + 1]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      starts[digit + 1] += starts[digit];
    }
    int[] sorted = new int[indices.length];
    for (int index : indices) {
      sorted[starts[digit(keys[index], shift)]++] = index;
    }
    return sorted;
  }

  private static int digit(int key, int shift) {
    return key >>> shift & (DIGITS - 1);
  }
}
