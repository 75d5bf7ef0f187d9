package kalem.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Text kept aside in a temporary file until its place in the output comes. The file is gone when
 * the spool is closed, and with the process when nobody closes it.
 */
public final class Spool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final FileText text;

  public Spool() throws IOException {
    Path file = Files.createTempFile("kalem-", ".spool");
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.text = new FileText(Channels.newOutputStream(channel));
  }

  /** Where to write. */
  public FileText text() {
    return text;
  }

  /** Everything written so far, from the beginning. Nothing may be written afterwards. */
  public InputStream read() throws IOException {
    text.flush();
    channel.position(0);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
  }

  /** Copies everything written so far; nothing may be written afterwards. */
  public void copyTo(OutputStream target) throws IOException {
    read().transferTo(target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
