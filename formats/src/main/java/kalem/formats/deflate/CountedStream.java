package kalem.formats.deflate;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers small writes and counts bytes. */
final class CountedStream extends OutputStream {
  private final OutputStream target;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private long passed;

  CountedStream(OutputStream target) {
    this.target = target;
  }

  long count() {
    return passed + filled;
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == buffer.length) {
      pass();
    }
    buffer[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - filled) {
      pass();
      if (length >= buffer.length) {
        target.write(bytes, offset, length);
        passed += length;
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, filled, length);
    filled += length;
  }

  private void pass() throws IOException {
    target.write(buffer, 0, filled);
    passed += filled;
    filled = 0;
  }

  @Override
  public void flush() throws IOException {
    pass();
    target.flush();
  }
}
