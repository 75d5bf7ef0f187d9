package kalem.formats.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kalem.formats.FileNames;

/** Entries of a zip, which appears under its name only once it is whole. */
final class ZipSink implements OutputSink {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path unfinished;
  private final ZipOutputStream zip;
  private final Set<String> names = new HashSet<>();
  private boolean isFinished;

  ZipSink(Path target) throws IOException {
    this.target = target;
    this.unfinished = target.resolveSibling(target.getFileName() + ".part");
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    this.zip =
        new ZipOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER),
            StandardCharsets.UTF_8);
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    String safe = FileNames.safe(name);
    if (!names.add(safe)) {
      throw new FileAlreadyExistsException(safe);
    }
    zip.putNextEntry(new ZipEntry(safe));
    return new EntryStream(zip);
  }

  @Override
  public void finish() throws IOException {
    zip.close();
    Files.move(unfinished, target);
    isFinished = true;
  }

  @Override
  public void close() throws IOException {
    if (!isFinished) {
      zip.close();
      Files.deleteIfExists(unfinished);
    }
  }

  /** Ends its entry, not the zip. */
  private static final class EntryStream extends FilterOutputStream {
    private final ZipOutputStream zip;

    EntryStream(ZipOutputStream zip) {
      super(zip);
      this.zip = zip;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      zip.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      zip.closeEntry();
    }
  }
}
