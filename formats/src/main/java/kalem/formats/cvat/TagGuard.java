package kalem.formats.cvat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import kalem.formats.Limits;

/**
 * Refuses XML whose tags or texts are longer than any line may be: a parser holds each of them
 * whole, however long it is.
 */
final class TagGuard extends FilterInputStream {
  private long sinceTagEnd;

  TagGuard(InputStream source) {
    super(source);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    for (int i = offset; i < offset + read; i++) {
      count(buffer[i]);
    }
    return read;
  }

  /** Every encoding that parsers know has the byte of the sign that ends a tag. */
  private void count(int value) throws IOException {
    sinceTagEnd = value == '>' ? 0 : sinceTagEnd + 1;
    if (sinceTagEnd > Limits.LINE_CHARACTERS) {
      throw new IOException("An element is longer than " + Limits.LINE_CHARACTERS + " bytes.");
    }
  }
}
