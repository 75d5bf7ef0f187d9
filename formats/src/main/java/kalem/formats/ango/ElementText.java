package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import kalem.annotation.answer.LabelSource;
import kalem.annotation.json.JsonPart;

/**
 * A stream that remembers the bytes of the element being read, so that its parts can be read again
 * once it is known where they stand. What is larger than {@link LabelSource#LONGEST_IN_MEMORY} goes
 * to a temporary file, which is gone when the next element begins.
 */
final class ElementText extends InputStream {
  private final InputStream source;

  /** The last bytes read, from {@link #from} on. */
  private byte[] kept = new byte[1 << 16];

  private int length;
  private long from;

  /** Where the present element begins. */
  private long element;

  private boolean isPassing;
  private Optional<TextFile> file = Optional.empty();

  ElementText(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int most) throws IOException {
    int count = source.read(target, offset, most);
    if (count > 0) {
      keep(target, offset, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int offset, int count) throws IOException {
    if (isPassing) {
      from += length;
      length = 0;
    } else if (file.isEmpty() && from + length - element > LabelSource.LONGEST_IN_MEMORY) {
      spill();
    }
    if (file.isPresent()) {
      file.get().write(bytes, offset, count);
      // Elements end in the bytes that were read last, and the next one begins there.
      from += length;
      length = 0;
    }
    if (kept.length - length < count) {
      kept = Arrays.copyOf(kept, Math.max(length + count, kept.length * 2));
    }
    System.arraycopy(bytes, offset, kept, length, count);
    length += count;
  }

  private void spill() throws IOException {
    TextFile spilled = new TextFile();
    file = Optional.of(spilled);
    spilled.write(kept, (int) (element - from), (int) (from + length - element));
    kept = new byte[1 << 16];
    from += length;
    length = 0;
  }

  /**
   * Begins an element; what was before it is forgotten.
   *
   * @param offset of its first byte, counted from the beginning of the stream
   */
  void begin(long offset) throws IOException {
    discard();
    isPassing = false;
    element = offset;
    int gone = (int) (offset - from);
    if (gone > length / 2) {
      System.arraycopy(kept, gone, kept, 0, length - gone);
      length -= gone;
      from = offset;
    }
  }

  /** Remembers nothing of the present element. */
  void pass() {
    isPassing = true;
  }

  /**
   * The bytes of the present element.
   *
   * @param end the byte after its last one, counted from the beginning of the stream
   */
  JsonPart end(long end) throws IOException {
    if (file.isPresent()) {
      return file.get().part(0, end - element);
    }
    return new MemoryPart(Arrays.copyOfRange(kept, (int) (element - from), (int) (end - from)));
  }

  private void discard() throws IOException {
    if (file.isPresent()) {
      file.get().close();
      file = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      discard();
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    } finally {
      source.close();
    }
  }
}
