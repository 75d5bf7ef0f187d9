package kalem.formats.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One deflate stream of ready parts and of text that is deflated on the way. Text can be added as
 * characters or as bytes. For one thread.
 */
public final class PartStream extends OutputStream implements Appendable {
  /** More text than this in one piece is worth codes of its own, which zlib makes. */
  private static final int LONGEST_GLUE = 1 << 12;

  /** Text is held until a part follows, but no more than this. */
  private static final int MOST_PENDING = 1 << 16;

  private static final int LEVEL = 3;

  private final OutputStream target;
  private final GlueDeflater glue;
  private final Deflater deflater;
  private final byte[] output = new byte[1 << 13];
  private final Utf8Text pending = new Utf8Text(MOST_PENDING + LONGEST_GLUE);
  private final CRC32 pendingCrc = new CRC32();
  private long length;
  private int crc;

  /**
   * @param deflater raw, of this stream alone; not closed
   */
  PartStream(OutputStream target, GlueDeflater glue, Deflater deflater) {
    this.target = target;
    this.glue = glue;
    this.deflater = deflater;
    glue.reset();
  }

  static Deflater deflater() {
    return new Deflater(LEVEL, true);
  }

  /** Adds a text that is deflated already. */
  public void part(DeflatedPart part) throws IOException {
    drain();
    byte[] bytes = part.bytes();
    target.write(bytes, 0, bytes.length);
    count(part.length(), part.crc());
  }

  @Override
  public void write(int value) throws IOException {
    pending.append((byte) value);
    drainWhenFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int some = Math.min(end - at, MOST_PENDING);
      pending.append(bytes, at, some);
      at += some;
      drainWhenFull();
    }
  }

  @Override
  public PartStream append(char character) throws IOException {
    pending.append(character);
    drainWhenFull();
    return this;
  }

  @Override
  public PartStream append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public PartStream append(CharSequence text, int start, int end) throws IOException {
    pending.append(text, start, end);
    drainWhenFull();
    return this;
  }

  private void drainWhenFull() throws IOException {
    if (pending.length() >= MOST_PENDING) {
      drain();
    }
  }

  private void drain() throws IOException {
    if (pending.length() == 0) {
      return;
    }
    pendingCrc.reset();
    pendingCrc.update(pending.bytes(), 0, pending.length());
    if (pending.length() <= LONGEST_GLUE) {
      drainGlue();
    } else {
      drainText();
    }
    count(pending.length(), (int) pendingCrc.getValue());
    pending.clear();
  }

  private void drainGlue() throws IOException {
    BitOutput deflated = glue.deflate(pending.bytes(), 0, pending.length(), length);
    target.write(deflated.bytes(), 0, deflated.size());
  }

  private void drainText() throws IOException {
    deflater.reset();
    deflater.setInput(pending.bytes(), 0, pending.length());
    int some;
    do {
      some = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
      target.write(output, 0, some);
    } while (some == output.length);
  }

  private void count(int textLength, int textCrc) {
    crc = CombinedCrc.of(crc, textCrc, textLength);
    length += textLength;
  }

  /** Ends the deflate stream; the target stays open. */
  void finish() throws IOException {
    drain();
    // An empty block of fixed codes that says it is the last.
    target.write(0b011);
    target.write(0);
  }

  /** Bytes of text so far, apart from what is pending. */
  long length() {
    return length;
  }

  int crc() {
    return crc;
  }
}
