package kalem.server.validation;

import java.io.ByteArrayOutputStream;

/** Takes no more than a little of what is written to it. */
final class BoundedOutput extends ByteArrayOutputStream {
  private static final int MOST_BYTES = 4096;

  @Override
  public synchronized void write(int one) {
    if (count < MOST_BYTES) {
      super.write(one);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, Math.min(length, Math.max(0, MOST_BYTES - count)));
  }
}
