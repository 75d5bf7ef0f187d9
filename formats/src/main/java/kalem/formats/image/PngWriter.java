package kalem.formats.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a PNG file row by row, so that memory does not grow with the picture. Rows are stored as
 * their difference to the row above, which is mostly nothing in masks.
 */
public final class PngWriter implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int CHUNK = 1 << 16;
  private static final byte UP = 2;

  private final OutputStream target;
  private final int height;
  private final Deflater deflater = new Deflater();
  private final byte[] packed = new byte[CHUNK];
  private final byte[] above;
  private final byte[] filtered;
  private int filled;
  private int rows;

  /** What the bytes of a row are. */
  public enum Pixels {
    /** One byte of brightness each. */
    GREY(8, 0, 1),
    /** Two bytes of brightness each, the higher first. */
    GREY_16(16, 0, 2),
    /** One byte each, a place in the palette. */
    INDEXED(8, 3, 1),
    /** Red, green and blue. */
    RGB(8, 2, 3),
    /** Red, green, blue and opacity. */
    RGBA(8, 6, 4);

    private final int depth;
    private final int colorType;
    private final int bytes;

    Pixels(int depth, int colorType, int bytes) {
      this.depth = depth;
      this.colorType = colorType;
      this.bytes = bytes;
    }

    /** Bytes of one pixel. */
    public int bytes() {
      return bytes;
    }
  }

  /** Begins a picture without a palette. */
  public PngWriter(OutputStream target, int width, int height, Pixels pixels) throws IOException {
    this(target, width, height, pixels, new int[0]);
  }

  /**
   * Begins a picture.
   *
   * @param target is closed with the writer
   * @param palette colors as {@code 0xRRGGBB}, at most 256; empty unless pixels are indexed
   */
  public PngWriter(OutputStream target, int width, int height, Pixels pixels, int[] palette)
      throws IOException {
    this.target = target;
    this.height = height;
    this.above = new byte[Math.multiplyExact(width, pixels.bytes)];
    this.filtered = new byte[above.length + 1];
    filtered[0] = UP;
    target.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) pixels.depth).put((byte) pixels.colorType);
    chunk("IHDR", header.array(), header.capacity());
    if (palette.length > 0) {
      byte[] colors = new byte[palette.length * 3];
      for (int i = 0; i < palette.length; i++) {
        colors[3 * i] = (byte) (palette[i] >> 16);
        colors[3 * i + 1] = (byte) (palette[i] >> 8);
        colors[3 * i + 2] = (byte) palette[i];
      }
      chunk("PLTE", colors, colors.length);
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data, 0, length);
    target.write(ByteBuffer.allocate(8).putInt(length).put(name).array());
    target.write(data, 0, length);
    target.write(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  /** Writes the next row from the top. */
  public void row(byte[] bytes) throws IOException {
    if (bytes.length != above.length || rows == height) {
      throw new IllegalArgumentException("A row too long, too short or too many");
    }
    for (int i = 0; i < bytes.length; i++) {
      filtered[i + 1] = (byte) (bytes[i] - above[i]);
    }
    System.arraycopy(bytes, 0, above, 0, bytes.length);
    rows++;
    deflater.setInput(filtered);
    pack();
  }

  private void pack() throws IOException {
    while (!deflater.finished()) {
      int length = deflater.deflate(packed, filled, CHUNK - filled);
      filled += length;
      if (filled == CHUNK) {
        flush();
      } else if (length == 0 && deflater.needsInput()) {
        return;
      }
    }
  }

  private void flush() throws IOException {
    if (filled > 0) {
      chunk("IDAT", packed, filled);
      filled = 0;
    }
  }

  /** Ends the picture and closes the target. */
  @Override
  public void close() throws IOException {
    try (target) {
      if (rows == height) {
        deflater.finish();
        pack();
        flush();
        chunk("IEND", new byte[0], 0);
      }
    } finally {
      deflater.end();
    }
  }
}
