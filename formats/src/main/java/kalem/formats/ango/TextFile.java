package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import kalem.annotation.json.JsonPart;

/**
 * A temporary file for the text of one element that is too large for memory. It is gone when it is
 * closed, and with the process when nobody closes it: on Linux it has no name any more once it is
 * open.
 */
final class TextFile implements AutoCloseable {
  private final FileChannel channel;
  private final OutputStream out;

  TextFile() throws IOException {
    this.channel =
        FileChannel.open(
            Files.createTempFile("kalem-", ".element"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.out = Channels.newOutputStream(channel);
  }

  void write(byte[] bytes, int offset, int count) throws IOException {
    out.write(bytes, offset, count);
  }

  JsonPart part(long from, long to) {
    return new FilePart(channel, from, to);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
