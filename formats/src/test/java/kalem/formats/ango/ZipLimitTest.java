package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kalem.formats.BadImportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips of the own form that are packed like no labels are. */
class ZipLimitTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  /** An item behind blanks. */
  private Path zip(String entry, int mebibytes) throws IOException {
    Path zip = folder.resolve("labels.zip");
    byte[] blanks = new byte[MEBIBYTE];
    Arrays.fill(blanks, (byte) ' ');
    try (OutputStream stream = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(stream, StandardCharsets.UTF_8)) {
      entries.putNextEntry(new ZipEntry(entry));
      for (int i = 0; i < mebibytes; i++) {
        entries.write(blanks);
      }
      entries.closeEntry();
      entries.putNextEntry(new ZipEntry("last.json"));
      entries.write("[{\"externalId\":\"a\",\"objects\":[]}]".getBytes(StandardCharsets.UTF_8));
      entries.closeEntry();
    }
    return zip;
  }

  private static long items(Path zip) throws IOException {
    try (InputStream stream = Files.newInputStream(zip);
        AngoImportReader reader = AngoImportReader.open(stream)) {
      long items = 0;
      while (reader.hasNext()) {
        reader.skip();
        items++;
      }
      return items;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blanks.json", "passed-over.png"})
  void areRefusedOnTheWay(String entry) throws IOException {
    Path zip = zip(entry, 1100);
    assertThat(Files.size(zip)).isLessThan(2 * MEBIBYTE);
    assertThatThrownBy(() -> items(zip))
        .isInstanceOf(BadImportException.class)
        .hasMessage("The zip unpacks to far more than any labels do.");
  }

  @Test
  void areReadWhenTheyAreSmall() throws IOException {
    assertThat(items(zip("passed-over.png", 10))).isEqualTo(1);
  }
}
