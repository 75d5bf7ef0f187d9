package kalem.formats.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the text of deflated parts, one part in memory at a time. */
public final class InflatedParts extends InputStream {
  private final Inflater inflater = new Inflater(true);
  private final Iterator<DeflatedPart> parts;
  private final byte[] single = new byte[1];
  private long left;

  public InflatedParts(Iterator<DeflatedPart> parts) {
    this.parts = parts;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  /**
   * @throws IOException when a part is damaged
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (left == 0) {
      if (!parts.hasNext()) {
        return -1;
      }
      DeflatedPart part = parts.next();
      inflater.reset();
      inflater.setInput(part.bytes());
      left = part.length();
    }
    try {
      int read = inflater.inflate(target, offset, (int) Math.min(length, left));
      if (read == 0) {
        throw new IOException("A stored text is damaged: it ends early");
      }
      left -= read;
      return read;
    } catch (DataFormatException e) {
      throw new IOException("A stored text is damaged", e);
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
