package kalem.formats.coco;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file, any part at any time. A file inside a zip is copied out first, as there is
 * no way into its middle.
 */
final class CocoSource implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** What is read at once while requests jump about. */
  private static final int PAGE = 1 << 12;

  private final FileChannel channel;
  private final ByteBuffer window = ByteBuffer.allocate(BUFFER);
  private long windowStart;

  private CocoSource(FileChannel channel) {
    this.channel = channel;
    window.limit(0);
  }

  static CocoSource open(Path file) throws IOException {
    return new CocoSource(
        file.getFileSystem().equals(FileSystems.getDefault())
            ? FileChannel.open(file, StandardOpenOption.READ)
            : copy(file));
  }

  private static FileChannel copy(Path file) throws IOException {
    FileChannel copy =
        FileChannel.open(
            Files.createTempFile("kalem-", ".json"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.copy(file, Channels.newOutputStream(copy));
      return copy;
    } catch (IOException failure) {
      copy.close();
      throw failure;
    }
  }

  /** All bytes from the beginning. Closing it leaves the file open. */
  InputStream stream() throws IOException {
    channel.position(0);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER) {
      @Override
      public void close() {}
    };
  }

  /** The bytes of one element. Neighbours come out of one read, and strangers cost a small one. */
  byte[] bytes(long start, int length) throws IOException {
    if (length > BUFFER) {
      ByteBuffer whole = ByteBuffer.allocate(length);
      fill(whole, start);
      return whole.array();
    }
    long windowEnd = windowStart + window.limit();
    if (start < windowStart || start + length > windowEnd) {
      boolean isNear = start >= windowStart && start < windowEnd + PAGE;
      window.clear().limit(isNear ? BUFFER : Math.max(PAGE, length));
      fill(window, start);
      windowStart = start;
      window.flip();
    }
    int from = (int) (start - windowStart);
    return Arrays.copyOfRange(window.array(), from, from + length);
  }

  private void fill(ByteBuffer buffer, long start) throws IOException {
    long position = start;
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, position);
      position += read;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
