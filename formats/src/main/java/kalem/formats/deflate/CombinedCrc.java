package kalem.formats.deflate;

/**
 * CRC-32 of texts joined, from the checksums of the texts alone. A CRC is a remainder of
 * polynomials over GF(2); appending n bytes multiplies what was before by x to the power of 8n.
 * Bits are kept reflected, as CRC-32 does: the highest bit is the coefficient of x to the 0.
 */
final class CombinedCrc {
  private static final int POLYNOMIAL = 0xedb88320;
  private static final int ONE = 1 << 31;
  private static final int BYTE_VALUES = 256;

  /** {@code POWERS[k][i]} is x to the power of 8 * i * 256^k. */
  private static final int[][] POWERS = powers();

  private CombinedCrc() {}

  private static int[][] powers() {
    int[][] powers = new int[Integer.BYTES][BYTE_VALUES];
    int step = ONE >>> 8;
    for (int[] row : powers) {
      row[0] = ONE;
      for (int i = 1; i < BYTE_VALUES; i++) {
        row[i] = product(row[i - 1], step);
      }
      step = product(row[BYTE_VALUES - 1], step);
    }
    return powers;
  }

  /**
   * @param first CRC-32 of the first text
   * @param second CRC-32 of the second text
   * @param secondLength bytes of the second text
   */
  static int of(int first, int second, int secondLength) {
    int moved = first;
    int left = secondLength;
    for (int k = 0; left != 0; k++) {
      int digit = left & (BYTE_VALUES - 1);
      if (digit != 0) {
        moved = product(POWERS[k][digit], moved);
      }
      left >>>= Byte.SIZE;
    }
    return moved ^ second;
  }

  private static int product(int one, int other) {
    int product = 0;
    int shifted = other;
    for (int left = one; left != 0; left <<= 1) {
      product ^= shifted & (left >> 31);
      shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
    }
    return product;
  }
}
