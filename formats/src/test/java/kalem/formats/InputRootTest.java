package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputRootTest {
  @TempDir private Path folder;

  private Path zip(String entry, byte[] content, int times) throws IOException {
    Path zip = folder.resolve("in.zip");
    try (OutputStream stream = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(stream, StandardCharsets.UTF_8)) {
      entries.putNextEntry(new ZipEntry(entry));
      for (int i = 0; i < times; i++) {
        entries.write(content);
      }
      entries.closeEntry();
    }
    return zip;
  }

  @Test
  void theInsideOfAZipIsReadLikeAFolder() throws IOException {
    try (InputRoot root = InputRoot.open(zip("a/b.txt", new byte[] {65}, 1))) {
      assertThat(Files.readString(root.root().resolve("a/b.txt"))).isEqualTo("A");
    }
  }

  @Test
  void namesThatLeadOutsideAreRefused() throws IOException {
    Path zip = zip("../../outside.txt", new byte[] {65}, 1);
    assertThatThrownBy(() -> InputRoot.open(zip)).isInstanceOf(BadImportException.class);
  }

  @Test
  void aZipThatUnpacksBeyondAllMeasureIsRefused() throws IOException {
    Path zip = zip("zeros.json", new byte[1 << 20], 1100);
    assertThat(Files.size(zip)).isLessThan(2 << 20);
    assertThatThrownBy(() -> InputRoot.open(zip))
        .isInstanceOf(BadImportException.class)
        .hasMessageContaining("far more");
  }

  @Test
  void aBrokenZipIsRefused() throws IOException {
    Path zip = zip("a.txt", new byte[] {65}, 1);
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length - 10));
    assertThatThrownBy(() -> InputRoot.open(zip)).isInstanceOf(BadImportException.class);
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> InputRoot.open(folder.resolve("none.json")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
