package kalem.formats.ango;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import kalem.annotation.json.JsonPart;
import tools.jackson.core.JsonParser;

/** A part of a text that is in a file. */
record FilePart(Path file, long from, long to) implements JsonPart {

  @Override
  public JsonParser tokens() {
    try {
      FileChannel channel = FileChannel.open(file).position(from);
      return MemoryPart.MAPPER.createParser(new First(Channels.newInputStream(channel), to - from));
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

  /** The first bytes of a stream. */
  private static final class First extends FilterInputStream {
    private long left;

    First(InputStream stream, long length) {
      super(stream);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
