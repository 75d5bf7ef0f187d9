package kalem.formats.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other zip readers find in our zips. */
class PartZipTest {
  private static final Instant AT = Instant.parse("2026-05-04T09:07:30Z");

  @TempDir Path folder;

  /** A zip of entries made of ready parts and glue in turn, and what must be found in it. */
  private static final class Made {
    final Map<String, String> expected = new LinkedHashMap<>();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Made(long seed, int entries) throws IOException {
      SplittableRandom random = new SplittableRandom(seed);
      try (PartZip zip = new PartZip(bytes, AT);
          PartDeflater deflater = new PartDeflater()) {
        for (int n = 0; n < entries; n++) {
          String name = "folder/çığ-" + n + ".json";
          expected.put(name, entry(zip.begin(name), deflater, random));
        }
        zip.finish();
      }
    }

    private static String entry(PartStream content, PartDeflater deflater, SplittableRandom random)
        throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        String piece = piece(random);
        text.append(piece);
        switch (random.nextInt(3)) {
          case 0 -> content.part(deflater.deflate(piece.getBytes(StandardCharsets.UTF_8)));
          case 1 -> content.append(piece);
          default -> content.write(piece.getBytes(StandardCharsets.UTF_8));
        }
      }
      return text.toString();
    }
  }

  private static String piece(SplittableRandom random) {
    String row = "{\"externalId\":\"çığ " + random.nextInt(1000) + "\",\"batches\":[\"week 18\"]},";
    String noise = Long.toHexString(random.nextLong());
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> noise;
      case 2 -> row + noise + row;
      case 3 -> row.repeat(random.nextInt(200));
      default ->
          "a".repeat(random.nextInt(2_000)) + (random.nextInt(50) == 0 ? row.repeat(3_000) : "");
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anEntryHoldsThePartsAndTheTextBetweenThem(long seed) throws IOException {
    Made made = new Made(seed, 20);
    Map<String, String> found = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(made.bytes.toByteArray()))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        found.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(found).isEqualTo(made.expected);
  }

  @Test
  void readersThatSeekFindEveryEntryWithItsTime() throws IOException {
    Path file = folder.resolve("many.zip");
    try (OutputStream target = Files.newOutputStream(file);
        PartZip zip = new PartZip(target, AT)) {
      for (int n = 0; n < 70_000; n++) {
        zip.begin("folder/çığ-" + n + ".json").append("[" + n + "]");
      }
      zip.finish();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(70_000);
      ZipEntry last = zip.getEntry("folder/çığ-69999.json");
      assertThat(last.getTimeLocal()).isEqualTo(LocalDateTime.of(2026, 5, 4, 9, 7, 30));
      try (InputStream content = zip.getInputStream(last)) {
        assertThat(content.readAllBytes()).isEqualTo("[69999]".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void anEmptyZipIsAZip() throws IOException {
    Path file = Files.write(folder.resolve("empty.zip"), new Made(1, 0).bytes.toByteArray());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isZero();
    }
  }

  /** Python's zipfile is what the client reads exports with. */
  @Test
  void pythonFindsNoFault() throws Exception {
    Path file = Files.write(folder.resolve("tested.zip"), new Made(10, 50).bytes.toByteArray());
    assertThat(python("-m", "zipfile", "-t", file.toString())).isEqualTo("Done testing\n");
  }

  @Test
  void entriesOfMoreThanFourGigabytesAndThoseBehindThemAreFound() throws Exception {
    Path file = folder.resolve("large.zip");
    byte[] text = "{\"externalId\":\"a\"},".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    long expected = 0;
    try (OutputStream target = Files.newOutputStream(file);
        PartZip zip = new PartZip(target, AT);
        PartDeflater deflater = new PartDeflater()) {
      DeflatedPart part = deflater.deflate(text);
      PartStream content = zip.begin("large.json");
      while (expected <= 1L << 32) {
        content.append("glue ");
        content.part(part);
        expected += 5 + text.length;
      }
      zip.begin("small.json").append("[]");
      zip.finish();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.getEntry("large.json").getSize()).isEqualTo(expected);
    }
    String script =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]);"
            + " print(z.infolist()[0].file_size, z.read('small.json'))";
    assertThat(python("-c", script, file.toString())).isEqualTo(expected + " b'[]'\n");
  }

  private static String python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  @Test
  void refusesANameThatNoZipCanHold() throws IOException {
    try (PartZip zip = new PartZip(new ByteArrayOutputStream(), AT)) {
      assertThatThrownBy(() -> zip.begin("n".repeat(70_000))).isInstanceOf(IOException.class);
    }
  }
}
