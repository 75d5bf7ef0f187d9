package kalem.formats.deflate;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes deflated parts. Holds native memory until closed; for one thread at a time. */
public final class PartDeflater implements AutoCloseable {
  /**
   * Paid once per text, and copied many times; above it, time grows much faster than size shrinks.
   */
  private static final int LEVEL = 3;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private byte[] output = new byte[1 << 13];

  public DeflatedPart deflate(byte[] text, int offset, int length) {
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
    crc.reset();
    crc.update(text, offset, length);
    return new DeflatedPart(Arrays.copyOf(output, size), length, (int) crc.getValue());
  }

  public DeflatedPart deflate(byte[] text) {
    return deflate(text, 0, text.length);
  }

  @Override
  public void close() {
    deflater.close();
  }
}
