package kalem.formats.deflate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text under construction, as UTF-8. */
public final class Utf8Text implements Appendable {
  private byte[] bytes;
  private int length;

  public Utf8Text() {
    this(1 << 12);
  }

  public Utf8Text(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** The bytes so far are those before {@link #length}; the array changes as text is added. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  @Override
  public Utf8Text append(char character) {
    if (character < 0x80) {
      reserve(1);
      bytes[length++] = (byte) character;
      return this;
    }
    return append(String.valueOf(character));
  }

  @Override
  public Utf8Text append(CharSequence text) {
    return append(text, 0, text.length());
  }

  /** Half a surrogate pair becomes a question mark, so pairs must not be cut. */
  @Override
  public Utf8Text append(CharSequence text, int start, int end) {
    reserve(end - start);
    // Nearly all are strings, whose characters are read without a call.
    return text instanceof String string
        ? appendText(string, start, end)
        : appendText(text.subSequence(start, end).toString(), 0, end - start);
  }

  private Utf8Text appendText(String text, int start, int end) {
    byte[] target = bytes;
    int at = length;
    for (int i = start; i < end; i++) {
      char character = text.charAt(i);
      if (character >= 0x80) {
        length = at;
        return append(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
      }
      target[at++] = (byte) character;
    }
    length = at;
    return this;
  }

  /** Adds a byte of UTF-8. */
  public Utf8Text append(byte utf8) {
    reserve(1);
    bytes[length++] = utf8;
    return this;
  }

  /** Adds bytes that are UTF-8 already. */
  public Utf8Text append(byte[] utf8) {
    return append(utf8, 0, utf8.length);
  }

  /** Adds bytes that are UTF-8 already. */
  public Utf8Text append(byte[] utf8, int offset, int count) {
    reserve(count);
    System.arraycopy(utf8, offset, bytes, length, count);
    length += count;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
