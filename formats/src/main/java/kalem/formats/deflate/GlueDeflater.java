package kalem.formats.deflate;

import java.util.Arrays;

/**
 * Deflates the short texts between ready parts of one stream. Zlib can not: it would have to begin
 * anew for each, as it does not know what the parts hold, and beginning costs more than the text.
 * Here every text may repeat earlier ones of the same stream, wherever they stand, as long as they
 * are near enough; codes are the fixed ones of RFC 1951, section 3.2.6.
 */
final class GlueDeflater {
  private static final int CAPACITY = 1 << 17;
  private static final int FARTHEST = 1 << 15;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 258;
  private static final int HASH_BITS = 13;
  private static final int PIECES = 1 << 8;
  private static final int NOWHERE = -1;

  private final BitOutput output = new BitOutput();

  /** The texts of this stream, one behind the other. */
  private final byte[] texts = new byte[CAPACITY];

  private int filled;

  /** By hash of four bytes, where in {@link #texts} they stand, and in which piece. */
  private final int[] places = new int[1 << HASH_BITS];

  private final int[] pieces = new int[1 << HASH_BITS];

  /**
   * Of the last pieces: where they end in the texts, and how far that is from their place in the
   * stream.
   */
  private final int[] ends = new int[PIECES];

  private final long[] shifts = new long[PIECES];
  private int piece;

  private HuffmanCodes codes = HuffmanCodes.FIXED;

  GlueDeflater() {
    Arrays.fill(places, NOWHERE);
  }

  /** Longer texts are refused. */
  static int longest() {
    return CAPACITY;
  }

  /** Begins another stream. */
  void reset() {
    reset(HuffmanCodes.FIXED);
  }

  /** Begins another stream, whose texts are written in the codes given. */
  void reset(HuffmanCodes chosen) {
    codes = chosen;
    filled = 0;
    Arrays.fill(places, NOWHERE);
  }

  /**
   * Deflates one text.
   *
   * @param position where it begins in the stream, in bytes of text
   * @return whole bytes without a final block, valid until the next call
   */
  BitOutput deflate(byte[] text, int offset, int length, long position) {
    if (filled + length > CAPACITY) {
      reset(codes);
    }
    System.arraycopy(text, offset, texts, filled, length);
    int start = filled;
    filled += length;
    piece++;
    ends[piece & (PIECES - 1)] = filled;
    shifts[piece & (PIECES - 1)] = position - start;
    output.clear();
    codes.begin(output);
    encode(start);
    codes.end(output);
    // An empty stored block ends at a whole byte.
    output.bits(0, 3);
    output.align();
    output.bits(0xffff0000, Integer.SIZE);
    output.align();
    return output;
  }

  private void encode(int start) {
    int at = start;
    while (at + SHORTEST <= filled) {
      int length = matchAt(at);
      if (length >= SHORTEST) {
        codes.match(length, matchDistance, output);
        at += length;
        // Where the next text stops repeating this one, it is likely to go on from here.
        remember(at - 1);
      } else {
        codes.literal(texts[at++] & 0xff, output);
      }
    }
    while (at < filled) {
      codes.literal(texts[at++] & 0xff, output);
    }
  }

  private int matchDistance;

  /**
   * The length of the repetition that begins here; its distance is left in {@link #matchDistance}.
   */
  private int matchAt(int at) {
    int hash = hash(at);
    int place = places[hash];
    int itsPiece = pieces[hash];
    remember(hash, at);
    if (place == NOWHERE || piece - itsPiece >= PIECES) {
      return 0;
    }
    long distance = at + shifts[piece & (PIECES - 1)] - (place + shifts[itsPiece & (PIECES - 1)]);
    if (distance > FARTHEST) {
      return 0;
    }
    matchDistance = (int) distance;
    int most = Math.min(LONGEST, Math.min(filled - at, ends[itsPiece & (PIECES - 1)] - place));
    int different = Arrays.mismatch(texts, place, place + most, texts, at, at + most);
    return different < 0 ? most : different;
  }

  private void remember(int at) {
    if (at + SHORTEST <= filled) {
      remember(hash(at), at);
    }
  }

  private void remember(int hash, int at) {
    places[hash] = at;
    pieces[hash] = piece;
  }

  private int hash(int at) {
    int four =
        (texts[at] & 0xff)
            | (texts[at + 1] & 0xff) << 8
            | (texts[at + 2] & 0xff) << 16
            | texts[at + 3] << 24;
    return (four * 0x9e3779b1) >>> (Integer.SIZE - HASH_BITS);
  }
}
