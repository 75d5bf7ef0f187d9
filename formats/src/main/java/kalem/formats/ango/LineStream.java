package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;

/** A stream that ends at every line break and can then be told to go on with the next line. */
final class LineStream extends InputStream {
  private final InputStream source;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private boolean isLineOver;

  LineStream(InputStream source) {
    this.source = source;
  }

  /** Passes over the rest of this line; false when there is no next one. */
  boolean toNextLine() throws IOException {
    while (!isLineOver) {
      if (passOver() < 0) {
        break;
      }
    }
    isLineOver = false;
    return at < end || fill();
  }

  private int passOver() throws IOException {
    int available = available(buffer.length);
    at += Math.max(0, available);
    return available;
  }

  @Override
  public int read() throws IOException {
    return available(1) < 0 ? -1 : buffer[at++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = available(length);
    if (count > 0) {
      System.arraycopy(buffer, at, target, offset, count);
      at += count;
    }
    return count;
  }

  /** How many bytes of this line can be taken at once, or -1 when it is over. */
  private int available(int most) throws IOException {
    if (isLineOver || (at == end && !fill())) {
      return -1;
    }
    int limit = Math.min(end, at + most);
    for (int i = at; i < limit; i++) {
      if (buffer[i] == '\n') {
        isLineOver = i == at;
        at += isLineOver ? 1 : 0;
        return isLineOver ? -1 : i - at;
      }
    }
    return limit - at;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(buffer));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
