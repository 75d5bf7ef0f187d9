package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way to a stream as UTF-8. A plain writer copies every part of a text it is given and
 * locks for every character; an export appends little else.
 */
final class BufferedText implements Appendable {
  private final Writer target;
  private final char[] buffer = new char[1 << 14];
  private int filled;

  BufferedText(OutputStream target) {
    this.target = new OutputStreamWriter(target, StandardCharsets.UTF_8);
  }

  @Override
  public BufferedText append(char character) throws IOException {
    if (filled == buffer.length) {
      drain();
    }
    buffer[filled++] = character;
    return this;
  }

  @Override
  public BufferedText append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public BufferedText append(CharSequence text, int start, int end) throws IOException {
    String whole = text.toString();
    int at = start;
    while (at < end) {
      if (filled == buffer.length) {
        drain();
      }
      int length = Math.min(end - at, buffer.length - filled);
      whole.getChars(at, at + length, buffer, filled);
      filled += length;
      at += length;
    }
    return this;
  }

  /** Hands everything on to the stream. */
  void flush() throws IOException {
    drain();
    target.flush();
  }

  private void drain() throws IOException {
    target.write(buffer, 0, filled);
    filled = 0;
  }
}
