package kalem.formats.deflate;

import java.util.Arrays;

/**
 * How often symbols occur in deflated labels, roughly and relative to each other. Most of their
 * text repeats the entry before; what is new are the digits of coordinates and the letters of ids.
 * Whatever the weights, every text can be encoded: a wrong guess costs size alone.
 */
final class AnswerWeights {
  private static final int SYMBOLS = 286;
  private static final int DISTANCES = 30;
  private static final int END_OF_BLOCK = 256;
  private static final int SHORT_MATCHES = 257;
  private static final int LONG_MATCHES = 269;
  private static final int MATCHED_ENTRY = 281;
  private static final int LONGEST_MATCH = 285;

  private AnswerWeights() {}

  static int[] symbols() {
    int[] weights = new int[SYMBOLS];
    Arrays.fill(weights, 1);
    Arrays.fill(weights, ' ', '~' + 1, 5);
    Arrays.fill(weights, 'A', 'Z' + 1, 24);
    Arrays.fill(weights, 'a', 'z' + 1, 48);
    Arrays.fill(weights, '0', '9' + 1, 320);
    weights['.'] = 320;
    for (char mark : new char[] {'"', ',', ':', '-'}) {
      weights[mark] = 100;
    }
    weights[END_OF_BLOCK] = 4;
    Arrays.fill(weights, SHORT_MATCHES, LONG_MATCHES, 100);
    Arrays.fill(weights, LONG_MATCHES, LONGEST_MATCH, 16);
    weights[LONGEST_MATCH] = 40;
    weights[MATCHED_ENTRY] = 100;
    return weights;
  }

  static int[] distances() {
    int[] weights = new int[DISTANCES];
    for (int symbol = 0; symbol < DISTANCES; symbol++) {
      // An entry is some hundred bytes long, and repeats the one before.
      weights[symbol] = symbol < 7 ? 1 : symbol < 16 ? 8 : symbol < 24 ? 32 : 4;
    }
    return weights;
  }
}
