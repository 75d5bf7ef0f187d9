package kalem.formats.deflate;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes deflated parts. Holds native memory until closed; for one thread at a time. */
public final class PartDeflater implements AutoCloseable {
  /** For longer texts codes of their own are worth looking for, which zlib does. */
  private static final int LONGEST_QUICK = 1 << 16;

  /** For shorter texts the description of codes costs more than they save. */
  private static final int SHORTEST_DESCRIBED = 1000;

  /**
   * Paid once per text, and copied many times; above it, time grows much faster than size shrinks.
   */
  private static final int LEVEL = 3;

  private final GlueDeflater quick = new GlueDeflater();
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private byte[] output = new byte[1 << 13];

  public DeflatedPart deflate(byte[] text, int offset, int length) {
    crc.reset();
    crc.update(text, offset, length);
    byte[] deflated =
        length > LONGEST_QUICK ? byZlib(text, offset, length) : quickly(text, offset, length);
    return new DeflatedPart(deflated, length, (int) crc.getValue());
  }

  private byte[] quickly(byte[] text, int offset, int length) {
    quick.reset(length < SHORTEST_DESCRIBED ? HuffmanCodes.FIXED : HuffmanCodes.LABELS);
    BitOutput deflated = quick.deflate(text, offset, length, 0);
    return Arrays.copyOf(deflated.bytes(), deflated.size());
  }

  private byte[] byZlib(byte[] text, int offset, int length) {
    deflater.reset();
    deflater.setInput(text, offset, length);
    int size = 0;
    while (true) {
      size += deflater.deflate(output, size, output.length - size, Deflater.SYNC_FLUSH);
      if (size < output.length) {
        break;
      }
      output = Arrays.copyOf(output, output.length * 2);
    }
    return Arrays.copyOf(output, size);
  }

  public DeflatedPart deflate(byte[] text) {
    return deflate(text, 0, text.length);
  }

  @Override
  public void close() {
    deflater.close();
  }
}
