package kalem.formats;

import java.io.IOException;
import java.io.OutputStream;

/** Where files go: the entries of a zip, or a folder. One file is open at a time. */
public interface FileSink {
  /**
   * Begins a file, ending the one before.
   *
   * @param name relative, with {@code /} between folders; made safe by the sink, see {@link
   *     FileNames}
   * @return a stream to write to; closing it ends the file
   * @throws java.nio.file.FileAlreadyExistsException when there is a file of this name
   */
  OutputStream begin(String name) throws IOException;
}
