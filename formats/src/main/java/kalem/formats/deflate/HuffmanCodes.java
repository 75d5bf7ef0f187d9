package kalem.formats.deflate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Codes for the symbols of a deflate block (RFC 1951, section 3.2): literals, lengths and distances
 * of repetitions. They are known before the text is, so a text is encoded in one pass; zlib looks
 * at each text first and makes codes for it, which for texts of a few kilobytes takes longer than
 * everything else.
 */
final class HuffmanCodes {
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH_SYMBOL = 257;
  private static final int LAST_LENGTH_SYMBOL = 285;
  private static final int DISTANCES = 30;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  private static final int MOST_BITS = 15;

  /** The codes of RFC 1951, section 3.2.6, which need no description. */
  static final HuffmanCodes FIXED = fixed();

  /** Codes for labels as JSON, for texts that are long enough to bear their description. */
  static final HuffmanCodes LABELS =
      described(lengths(AnswerWeights.symbols()), lengths(AnswerWeights.distances()));

  /** By symbol: the code, ready to be written lowest bit first, and its length. */
  private final int[] codes;

  private final int[] bits;
  private final int[] distanceCodes;
  private final int[] distanceBits;

  /** By match length: its symbol's code with the extra bits behind, and the length of both. */
  private final int[] matchCodes = new int[LONGEST + 1];

  private final int[] matchBits = new int[LONGEST + 1];

  /** What stands before the first symbol of a block, and its length in bits. */
  private final byte[] header;

  private final int headerBits;

  private HuffmanCodes(int[] bits, int[] distanceBits, byte[] header, int headerBits) {
    this.bits = bits;
    this.codes = codes(bits);
    this.distanceBits = distanceBits;
    this.distanceCodes = codes(distanceBits);
    this.header = header;
    this.headerBits = headerBits;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      matchCode(length);
    }
  }

  private static HuffmanCodes fixed() {
    int[] bits = new int[LAST_LENGTH_SYMBOL + 3];
    for (int symbol = 0; symbol < bits.length; symbol++) {
      bits[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
    }
    int[] distanceBits = new int[DISTANCES];
    Arrays.fill(distanceBits, 5);
    // Not the last block, fixed codes.
    return new HuffmanCodes(bits, distanceBits, new byte[] {0b010}, 3);
  }

  private static HuffmanCodes described(int[] bits, int[] distanceBits) {
    BitOutput output = new BitOutput();
    // Not the last block, codes of its own.
    output.bits(0b100, 3);
    int described = CodeDescription.write(bits, distanceBits, output) + 3;
    output.align();
    return new HuffmanCodes(
        bits, distanceBits, Arrays.copyOf(output.bytes(), output.size()), described);
  }

  /** Huffman's lengths for symbols of some weights; frequent symbols get short codes. */
  private static int[] lengths(int[] weights) {
    record Node(long weight, int order, List<Integer> symbols) {}
    PriorityQueue<Node> nodes =
        new PriorityQueue<>(Comparator.comparingLong(Node::weight).thenComparingInt(Node::order));
    for (int symbol = 0; symbol < weights.length; symbol++) {
      nodes.add(new Node(weights[symbol], symbol, List.of(symbol)));
    }
    int[] lengths = new int[weights.length];
    for (int order = weights.length; nodes.size() > 1; order++) {
      Node one = nodes.remove();
      Node other = nodes.remove();
      List<Integer> symbols = new ArrayList<>(one.symbols);
      symbols.addAll(other.symbols);
      for (int symbol : symbols) {
        lengths[symbol]++;
      }
      nodes.add(new Node(one.weight + other.weight, order, symbols));
    }
    if (Arrays.stream(lengths).max().orElse(0) > MOST_BITS) {
      throw new IllegalArgumentException("A code would be longer than " + MOST_BITS + " bits");
    }
    return lengths;
  }

  /** The codes that belong to some lengths (section 3.2.2), their first bit in the lowest one. */
  static int[] codes(int[] lengths) {
    int[] next = new int[MOST_BITS + 2];
    for (int length : lengths) {
      next[length + 1]++;
    }
    next[1] = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      next[length + 1] = (next[length + 1] + next[length]) << 1;
    }
    int[] codes = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
      }
    }
    return codes;
  }

  /** Lengths come in groups of four symbols, each group with one extra bit more. */
  private void matchCode(int length) {
    int above = length - SHORTEST;
    int extra = length == LONGEST || above < 8 ? 0 : bitLength(above) - 3;
    int symbol =
        length == LONGEST ? LAST_LENGTH_SYMBOL : FIRST_LENGTH_SYMBOL + extra * 4 + (above >> extra);
    int rest = length == LONGEST ? 0 : above & ((1 << extra) - 1);
    matchCodes[length] = codes[symbol] | rest << bits[symbol];
    matchBits[length] = bits[symbol] + extra;
  }

  private static int bitLength(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }

  /** Begins a block that is not the last one. */
  void begin(BitOutput output) {
    int left = headerBits;
    for (int at = 0; left > 0; at++, left -= Byte.SIZE) {
      output.bits(
          header[at] & 0xff & ((1 << Math.min(left, Byte.SIZE)) - 1), Math.min(left, Byte.SIZE));
    }
  }

  void end(BitOutput output) {
    output.bits(codes[END_OF_BLOCK], bits[END_OF_BLOCK]);
  }

  /**
   * @param literal 0 to 255
   */
  void literal(int literal, BitOutput output) {
    output.bits(codes[literal], bits[literal]);
  }

  /**
   * @param length 3 to 258
   * @param distance 1 to 32768
   */
  void match(int length, int distance, BitOutput output) {
    output.bits(matchCodes[length], matchBits[length]);
    int above = distance - 1;
    // Distances come in groups of two symbols, each group with one extra bit more.
    int extra = above < 4 ? 0 : bitLength(above) - 2;
    int symbol = extra * 2 + (above >> extra);
    output.bits(
        distanceCodes[symbol] | (above & ((1 << extra) - 1)) << distanceBits[symbol],
        distanceBits[symbol] + extra);
  }
}
