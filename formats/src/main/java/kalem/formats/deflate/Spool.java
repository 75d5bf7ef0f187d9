package kalem.formats.deflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes set aside to be read again: in memory, and in a temporary file as soon as they are many.
 * The file is gone when the spool is closed, or with the process. For one thread.
 */
public final class Spool implements AutoCloseable {
  private static final int SMALLEST = 1 << 12;

  private final int mostInMemory;
  private byte[] memory = new byte[0];
  private int buffered;
  private long written;
  private @Nullable FileChannel file;

  /**
   * @param mostInMemory bytes; with more than these a file is used
   */
  public Spool(int mostInMemory) {
    this.mostInMemory = Math.max(mostInMemory, SMALLEST);
  }

  /** Bytes so far; where the next append begins. */
  public long size() {
    return written + buffered;
  }

  public void append(byte[] bytes, int offset, int length) throws IOException {
    if (buffered + length > mostInMemory) {
      drain();
      if (length > mostInMemory) {
        write(ByteBuffer.wrap(bytes, offset, length));
        return;
      }
    }
    if (buffered + length > memory.length) {
      int doubled = Math.min(mostInMemory, memory.length * 2);
      memory = Arrays.copyOf(memory, Math.max(SMALLEST, Math.max(buffered + length, doubled)));
    }
    System.arraycopy(bytes, offset, memory, buffered, length);
    buffered += length;
  }

  /**
   * Reads what was appended before.
   *
   * @throws EOFException when there is not as much
   */
  public void read(long position, byte[] target, int offset, int length) throws IOException {
    if (position < 0 || position + length > size()) {
      throw new EOFException("The spool holds only " + size() + " bytes");
    }
    int fromFile = Math.clamp(written - position, 0, length);
    if (fromFile > 0) {
      readFile(position, ByteBuffer.wrap(target, offset, fromFile));
    }
    if (fromFile < length) {
      int inMemory = (int) (position + fromFile - written);
      System.arraycopy(memory, inMemory, target, offset + fromFile, length - fromFile);
    }
  }

  /** Writes everything out. */
  public void copyTo(OutputStream target) throws IOException {
    byte[] buffer = new byte[SMALLEST];
    for (long at = 0; at < size(); at += buffer.length) {
      int some = (int) Math.min(buffer.length, size() - at);
      read(at, buffer, 0, some);
      target.write(buffer, 0, some);
    }
  }

  private void readFile(long position, ByteBuffer target) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel().read(target, at);
      if (read < 0) {
        throw new EOFException("The spool's file was cut");
      }
      at += read;
    }
  }

  private void drain() throws IOException {
    write(ByteBuffer.wrap(memory, 0, buffered));
    buffered = 0;
  }

  private void write(ByteBuffer bytes) throws IOException {
    FileChannel target = channel();
    while (bytes.hasRemaining()) {
      written += target.write(bytes, written);
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = file;
    if (open == null) {
      Path path = Files.createTempFile("kalem-spool-", "");
      open =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    memory = new byte[0];
    if (file != null) {
      file.close();
    }
  }
}
