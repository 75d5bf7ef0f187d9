package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import kalem.annotation.json.JsonPart;
import tools.jackson.core.JsonParser;

/** A part of a text that is in a file, which whoever made it keeps open. */
record FilePart(FileChannel file, long from, long to) implements JsonPart {
  /** Parts that are read at once; most are single entries. */
  private static final int SMALL = 1 << 16;

  @Override
  public JsonParser tokens() {
    return length() > SMALL
        ? MemoryPart.MAPPER.createParser(new Positioned(file, from, to))
        : new MemoryPart(bytes()).tokens();
  }

  private byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate((int) length());
    try {
      while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
        // Until everything was read.
      }
      return bytes.array();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public JsonPart part(long first, long end) {
    return new FilePart(file, from + first, from + end);
  }

  @Override
  public long length() {
    return to - from;
  }

  /** Several parts of one file are read at the same time, so none moves the file's own position. */
  private static final class Positioned extends InputStream {
    private final FileChannel file;
    private final long to;
    private long at;

    Positioned(FileChannel file, long from, long to) {
      this.file = file;
      this.at = from;
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == to) {
        return -1;
      }
      int most = (int) Math.min(length, to - at);
      int count = file.read(ByteBuffer.wrap(target, offset, most), at);
      at += Math.max(0, count);
      return count;
    }
  }
}
