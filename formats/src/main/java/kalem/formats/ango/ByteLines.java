package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.json.JsonPart;

/**
 * The lines of a text as bytes. A line that is too large for memory goes to a temporary file, which
 * is gone when the next line is taken.
 */
final class ByteLines implements AutoCloseable {
  private final InputStream source;
  private byte[] buffer = new byte[1 << 16];

  /** What was read and not taken yet. */
  private int at;

  private int end;
  private Optional<TextFile> file = Optional.empty();
  private long number;

  ByteLines(InputStream source) {
    this.source = source;
  }

  /** Number of the present line, from 1. */
  long number() {
    return number;
  }

  /** Goes to the next line that holds more than blanks; false at the end. */
  boolean toFilledLine() throws IOException {
    number++;
    while (at < end || fill()) {
      byte next = buffer[at];
      if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
        return true;
      }
      at++;
      number += next == '\n' ? 1 : 0;
    }
    return false;
  }

  /** The present line to its end. */
  JsonPart take() throws IOException {
    discard();
    for (int i = at; ; i++) {
      if (i == end) {
        int held = end - at;
        if (held > LabelSource.LONGEST_IN_MEMORY) {
          return takeIntoFile();
        }
        if (!more()) {
          return new MemoryPart(taken(end));
        }
        i = at + held;
      }
      if (buffer[i] == '\n') {
        byte[] line = taken(i);
        at++;
        return new MemoryPart(line);
      }
    }
  }

  private byte[] taken(int to) {
    byte[] line = Arrays.copyOfRange(buffer, at, to);
    at = to;
    return line;
  }

  private JsonPart takeIntoFile() throws IOException {
    TextFile line = new TextFile();
    file = Optional.of(line);
    long length = 0;
    do {
      int to = indexOfEnd();
      line.write(buffer, at, to - at);
      length += to - at;
      at = to;
    } while (at == end && fill());
    at += at < end ? 1 : 0;
    return line.part(0, length);
  }

  private int indexOfEnd() {
    int to = at;
    while (to < end && buffer[to] != '\n') {
      to++;
    }
    return to;
  }

  /** Passes over the present line. */
  void pass() throws IOException {
    do {
      at = indexOfEnd();
    } while (at == end && fill());
    at += at < end ? 1 : 0;
  }

  /** Reads on, keeping what was not taken yet. */
  private boolean more() throws IOException {
    int held = end - at;
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, held);
      at = 0;
      end = held;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = source.read(buffer, end, buffer.length - end);
    end += Math.max(0, count);
    return count > 0;
  }

  /** Reads on when everything was taken. */
  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(buffer));
    return end > 0;
  }

  private void discard() throws IOException {
    if (file.isPresent()) {
      file.get().close();
      file = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    discard();
    source.close();
  }
}
