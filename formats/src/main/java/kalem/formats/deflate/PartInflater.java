package kalem.formats.deflate;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the texts of deflated parts, one after the other. Holds native memory until closed. */
public final class PartInflater implements AutoCloseable {
  private final Inflater inflater = new Inflater(true);
  private byte[] text = new byte[1 << 13];

  /**
   * The text of a part.
   *
   * @return an array that begins with it, and is used again for the next part
   * @throws IOException when the part is damaged
   */
  public byte[] inflate(DeflatedPart part) throws IOException {
    if (text.length < part.length()) {
      text = new byte[part.length()];
    }
    inflater.reset();
    inflater.setInput(part.bytes());
    try {
      int inflated = 0;
      while (inflated < part.length()) {
        int some = inflater.inflate(text, inflated, part.length() - inflated);
        if (some == 0) {
          throw new IOException("A stored text is damaged: it ends early");
        }
        inflated += some;
      }
      return text;
    } catch (DataFormatException e) {
      throw new IOException("A stored text is damaged", e);
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
