package kalem.formats.deflate;

/**
 * The lengths of the codes of a block, as they stand at its beginning (RFC 1951, section 3.2.7).
 */
final class CodeDescription {
  /** The order in which the lengths of the lengths' own codes are told. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int REPEAT = 16;
  private static final int FEWEST_REPEATS = 3;
  private static final int MOST_REPEATS = 6;

  /** A complete code: thirteen of four bits, six of five for what is rare. */
  private static final int[] BITS = {5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 4, 5, 5};

  private static final int[] CODES = HuffmanCodes.codes(BITS);

  private CodeDescription() {}

  /**
   * @param symbols lengths of the codes for literals and lengths, none of them 0
   * @param distances lengths of the codes for distances, none of them 0
   * @return the number of bits written
   */
  static int write(int[] symbols, int[] distances, BitOutput output) {
    output.bits(symbols.length - 257, 5);
    output.bits(distances.length - 1, 5);
    output.bits(ORDER.length - 4, 4);
    int written = 14;
    for (int symbol : ORDER) {
      output.bits(BITS[symbol], 3);
      written += 3;
    }
    return written + lengths(symbols, output) + lengths(distances, output);
  }

  private static int lengths(int[] lengths, BitOutput output) {
    int written = 0;
    int at = 0;
    while (at < lengths.length) {
      written += symbol(lengths[at], output);
      int repeats = 0;
      while (at + 1 + repeats < lengths.length && lengths[at + 1 + repeats] == lengths[at]) {
        repeats++;
      }
      at++;
      while (repeats >= FEWEST_REPEATS) {
        int some = Math.min(repeats, MOST_REPEATS);
        written += symbol(REPEAT, output) + 2;
        output.bits(some - FEWEST_REPEATS, 2);
        repeats -= some;
        at += some;
      }
    }
    return written;
  }

  private static int symbol(int symbol, BitOutput output) {
    output.bits(CODES[symbol], BITS[symbol]);
    return BITS[symbol];
  }
}
