package kalem.server.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random secret kept in a file that only its owner may read. */
public final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /** The secret in the file, as hex; made when the file is absent. */
  public static String readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("The secret can not be kept in " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(bytes), StandardOpenOption.TRUNCATE_EXISTING);
  }
}
