package kalem.server.annotation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A mask that comes from elsewhere: where it fails, its sender is told, and nothing of where it
 * lies on this machine.
 */
final class MaskSource extends FilterInputStream {
  private MaskSource(InputStream in) {
    super(in);
  }

  interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * Opens a mask.
   *
   * @throws UnreadableMaskException when that fails, as reading does later
   * @throws IOException when the server stops meanwhile
   */
  static InputStream open(Opening opening) throws IOException {
    try {
      return new MaskSource(opening.open());
    } catch (IOException failure) {
      throw told(failure, "its address can not be reached.");
    }
  }

  private static IOException told(IOException failure, String message) {
    if (Thread.currentThread().isInterrupted()) {
      return failure;
    }
    UnreadableMaskException told = new UnreadableMaskException(message);
    told.initCause(failure);
    return told;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException failure) {
      throw brokenOff(failure);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException failure) {
      throw brokenOff(failure);
    }
  }

  private static IOException brokenOff(IOException failure) {
    return told(failure, "it breaks off, or is larger than allowed.");
  }
}
