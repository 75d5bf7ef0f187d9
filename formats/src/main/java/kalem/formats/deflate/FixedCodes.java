package kalem.formats.deflate;

/** The fixed Huffman codes of deflate (RFC 1951, sections 3.2.5 and 3.2.6). */
final class FixedCodes {
  private static final int SYMBOLS = 288;
  private static final int FIRST_LENGTH_SYMBOL = 257;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  private static final int DISTANCE_BITS = 5;

  /** By symbol: the code, ready to be written lowest bit first, and its length. */
  private static final int[] CODES = new int[SYMBOLS];

  private static final int[] LENGTHS = new int[SYMBOLS];

  /** By match length: its symbol's code with the extra bits behind, and the length of both. */
  private static final int[] MATCH_CODES = new int[LONGEST + 1];

  private static final int[] MATCH_BITS = new int[LONGEST + 1];

  static {
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      int length = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
      int code =
          symbol < 144
              ? 0b00110000 + symbol
              : symbol < 256
                  ? 0b110010000 + symbol - 144
                  : symbol < 280 ? symbol - 256 : 0b11000000 + symbol - 280;
      CODES[symbol] = reversed(code, length);
      LENGTHS[symbol] = length;
    }
    for (int length = SHORTEST; length <= LONGEST; length++) {
      matchCode(length);
    }
  }

  private FixedCodes() {}

  private static int reversed(int code, int length) {
    return Integer.reverse(code) >>> (Integer.SIZE - length);
  }

  /** Lengths come in groups of four symbols, each group with one extra bit more. */
  private static void matchCode(int length) {
    int above = length - SHORTEST;
    int extra = length == LONGEST || above < 8 ? 0 : bitLength(above) - 3;
    int symbol =
        length == LONGEST ? SYMBOLS - 3 : FIRST_LENGTH_SYMBOL + extra * 4 + (above >> extra);
    int rest = length == LONGEST ? 0 : above & ((1 << extra) - 1);
    MATCH_CODES[length] = CODES[symbol] | rest << LENGTHS[symbol];
    MATCH_BITS[length] = LENGTHS[symbol] + extra;
  }

  private static int bitLength(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }

  /**
   * @param symbol a byte, or 256 for the end of the block
   */
  static void writeLiteral(int symbol, BitOutput output) {
    output.bits(CODES[symbol], LENGTHS[symbol]);
  }

  /**
   * @param length 3 to 258
   * @param distance 1 to 32768
   */
  static void writeMatch(int length, int distance, BitOutput output) {
    output.bits(MATCH_CODES[length], MATCH_BITS[length]);
    int above = distance - 1;
    // Distances come in groups of two symbols, each group with one extra bit more.
    int extra = above < 4 ? 0 : bitLength(above) - 2;
    int symbol = extra * 2 + (above >> extra);
    output.bits(
        reversed(symbol, DISTANCE_BITS) | (above & ((1 << extra) - 1)) << DISTANCE_BITS,
        DISTANCE_BITS + extra);
  }
}
