package kalem.formats;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as the entries of a zip, written straight into a stream that stays open. */
public final class ZipFileSink implements FileSink {
  private static final int FASTEST = 1;

  /** A zip of many small files is written in many small pieces. */
  private static final int BUFFER = 1 << 16;

  private final OutputStream buffered;
  private final ZipOutputStream zip;
  private final Instant at;
  private final Set<String> names = new HashSet<>();
  private long files;

  /**
   * @param at the time all files carry
   */
  public ZipFileSink(OutputStream target, Instant at) {
    this.buffered = new BufferedOutputStream(target, BUFFER);
    this.zip = new ZipOutputStream(buffered, StandardCharsets.UTF_8);
    this.zip.setLevel(FASTEST);
    this.at = at;
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    String safe = FileNames.safe(name);
    if (!names.add(safe)) {
      throw new FileAlreadyExistsException(safe);
    }
    ZipEntry entry = new ZipEntry(safe);
    entry.setTime(at.toEpochMilli());
    // Ends the entry before, so a writer that closes late can not spoil the next file.
    zip.putNextEntry(entry);
    files++;
    return new Entry(files);
  }

  /** Adds a small text file. */
  public void write(String name, String content) throws IOException {
    try (OutputStream file = begin(name)) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Ends the zip; the target stays open. */
  public void finish() throws IOException {
    zip.finish();
    buffered.flush();
  }

  private final class Entry extends FilterOutputStream {
    private final long number;
    private boolean closed;

    Entry(long number) {
      super(zip);
      this.number = number;
    }

    @Override
    public void write(int value) throws IOException {
      requireOpen();
      zip.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      requireOpen();
      zip.write(bytes, offset, length);
    }

    private void requireOpen() throws IOException {
      if (closed || number != files) {
        throw new IOException("This file of the zip was ended already");
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed && number == files) {
        zip.closeEntry();
      }
      closed = true;
    }
  }
}
