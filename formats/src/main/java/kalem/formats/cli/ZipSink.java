package kalem.formats.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import kalem.formats.ZipFileSink;

/** Entries of a zip, which appears under its name only once it is whole. */
final class ZipSink implements OutputSink {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path unfinished;
  private final OutputStream stream;
  private final ZipFileSink zip;

  ZipSink(Path target, Instant at) throws IOException {
    this.target = target;
    this.unfinished = target.resolveSibling(target.getFileName() + ".part");
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    this.stream = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER);
    this.zip = new ZipFileSink(stream, at);
  }

  @Override
  public OutputStream begin(String name) throws IOException {
    return zip.begin(name);
  }

  @Override
  public void finish() throws IOException {
    zip.finish();
    stream.close();
    Files.move(unfinished, target);
  }

  /** What is finished has moved away already. */
  @Override
  public void close() throws IOException {
    stream.close();
    Files.deleteIfExists(unfinished);
  }
}
