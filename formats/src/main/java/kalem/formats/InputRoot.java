package kalem.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * What a reader is given: a folder, a single file, or the inside of a zip. A zip is looked over
 * before anything in it is read; its names can not lead outside, as nothing is unpacked and the zip
 * file system refuses names with {@code ..} in them.
 */
public final class InputRoot implements AutoCloseable {
  private final Path root;
  private final Optional<FileSystem> zip;

  private InputRoot(Path root, Optional<FileSystem> zip) {
    this.root = root;
    this.zip = zip;
  }

  /**
   * Opens what lies at a path.
   *
   * @throws BadImportException when it is a zip that is broken or looks like an attack
   * @throws java.nio.file.NoSuchFileException when there is nothing
   */
  public static InputRoot open(Path path) throws IOException {
    if (Files.isDirectory(path) || !isZip(path)) {
      return new InputRoot(path, Optional.empty());
    }
    FileSystem zip = opened(path);
    try {
      Path root = zip.getPath("/");
      Files.walkFileTree(root, new Check(Files.size(path)));
      return new InputRoot(root, Optional.of(zip));
    } catch (IOException | RuntimeException refused) {
      zip.close();
      throw refused;
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] start = stream.readNBytes(4);
      return start.length == 4
          && start[0] == 'P'
          && start[1] == 'K'
          && (start[2] == 3 || start[2] == 5);
    }
  }

  private static FileSystem opened(Path path) throws IOException {
    try {
      return FileSystems.newFileSystem(path, Map.of());
    } catch (ZipException broken) {
      throw new BadImportException("The zip can not be opened: " + broken.getMessage(), broken);
    }
  }

  public Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    if (zip.isPresent()) {
      zip.get().close();
    }
  }

  /** Adds up what the zip says it holds. */
  private static final class Check extends SimpleFileVisitor<Path> {
    private final long packed;
    private long unpacked;
    private long files;

    Check(long packed) {
      this.packed = packed;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files++;
      unpacked += attributes.size();
      Limits.checkZip(files, packed, unpacked);
      return FileVisitResult.CONTINUE;
    }
  }
}
