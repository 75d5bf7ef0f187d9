package kalem.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import kalem.annotation.json.JavaScriptNumber;

/**
 * Text on its way into a file, as UTF-8. Made for millions of small pieces: it holds one buffer and
 * makes no objects for numbers. A lone surrogate becomes a question mark. Not for use by several
 * threads.
 */
public final class FileText implements Appendable, AutoCloseable {
  private static final int CAPACITY = 1 << 15;

  /** The longest piece that is written without looking for room in between. */
  private static final int ROOM = 32;

  private static final long EXACT = 1L << 53;
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private final OutputStream target;
  private final byte[] buffer = new byte[CAPACITY];
  private int filled;

  /** The first half of a pair whose second half has not come yet; 0 when there is none. */
  private char highSurrogate;

  public FileText(OutputStream target) {
    this.target = target;
  }

  @Override
  public FileText append(char character) throws IOException {
    makeRoom();
    if (character < 0x80 && highSurrogate == 0) {
      buffer[filled++] = (byte) character;
    } else {
      encode(character);
    }
    return this;
  }

  @Override
  public FileText append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public FileText append(CharSequence text, int start, int end) throws IOException {
    for (int i = start; i < end; i++) {
      append(text.charAt(i));
    }
    return this;
  }

  private void encode(char character) {
    if (highSurrogate != 0) {
      char high = highSurrogate;
      highSurrogate = 0;
      if (Character.isLowSurrogate(character)) {
        encodePair(Character.toCodePoint(high, character));
        return;
      }
      buffer[filled++] = '?';
    }
    if (character < 0x80) {
      buffer[filled++] = (byte) character;
    } else if (character < 0x800) {
      buffer[filled++] = (byte) (0xC0 | (character >> 6));
      buffer[filled++] = (byte) (0x80 | (character & 0x3F));
    } else if (Character.isHighSurrogate(character)) {
      highSurrogate = character;
    } else if (Character.isLowSurrogate(character)) {
      buffer[filled++] = '?';
    } else {
      buffer[filled++] = (byte) (0xE0 | (character >> 12));
      buffer[filled++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      buffer[filled++] = (byte) (0x80 | (character & 0x3F));
    }
  }

  private void encodePair(int codePoint) {
    buffer[filled++] = (byte) (0xF0 | (codePoint >> 18));
    buffer[filled++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    buffer[filled++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    buffer[filled++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  /** A whole number. */
  public FileText whole(long value) throws IOException {
    makeRoom();
    digits(value, 1);
    return this;
  }

  /**
   * The shortest decimal that reads back as the same double, the way JavaScript prints it.
   *
   * @param value finite
   */
  public FileText number(double value) throws IOException {
    makeRoom();
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      digits((long) value, 1);
    } else if (!isWritten(value, 2) && !isWritten(value, 4)) {
      append(JavaScriptNumber.text(value));
    }
    return this;
  }

  /**
   * Writes the value if so many decimals say all of it: dividing two exact numbers rounds as
   * reading the decimal does.
   */
  private boolean isWritten(double value, int places) {
    long power = POWERS[places];
    double scaled = Math.rint(value * power);
    if (!(Math.abs(scaled) < EXACT) || scaled / power != value) {
      return false;
    }
    long whole = (long) scaled;
    int left = places;
    while (whole % 10 == 0) {
      whole /= 10;
      left--;
    }
    decimal(whole, left);
    return true;
  }

  /**
   * A decimal with a fixed number of places, rounded half up.
   *
   * @param value finite
   * @param places from 0 to 9
   */
  public FileText fixed(double value, int places) throws IOException {
    makeRoom();
    double scaled = value * POWERS[places];
    if (Math.abs(scaled) < EXACT / 2) {
      decimal(Math.round(scaled), places);
      return this;
    }
    return append(BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).toPlainString());
  }

  private void decimal(long scaled, int places) {
    digits(scaled, places + 1);
    if (places > 0) {
      System.arraycopy(buffer, filled - places, buffer, filled - places + 1, places);
      buffer[filled - places] = '.';
      filled++;
    }
  }

  /** Writes at least so many digits, with zeros in front. */
  private void digits(long value, int least) {
    long rest = value;
    if (value < 0) {
      buffer[filled++] = '-';
    }
    int count = 0;
    for (long left = rest; left != 0; left /= 10) {
      count++;
    }
    count = Math.max(count, least);
    for (int i = filled + count - 1; i >= filled; i--) {
      buffer[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    filled += count;
  }

  private void makeRoom() throws IOException {
    if (filled > CAPACITY - ROOM) {
      drain();
    }
  }

  private void drain() throws IOException {
    target.write(buffer, 0, filled);
    filled = 0;
  }

  /** Hands everything on to the stream. */
  public void flush() throws IOException {
    if (highSurrogate != 0) {
      makeRoom();
      buffer[filled++] = '?';
      highSurrogate = 0;
    }
    drain();
    target.flush();
  }

  /** Hands everything on and closes the stream. */
  @Override
  public void close() throws IOException {
    flush();
    target.close();
  }
}
