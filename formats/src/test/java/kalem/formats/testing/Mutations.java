package kalem.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kalem.formats.BadImportException;
import kalem.formats.ImportEntry;
import kalem.formats.ImportItem;
import kalem.formats.LabelFormat;
import kalem.formats.LabelReader;
import tools.jackson.databind.JsonNode;

/** Damages the files of a folder in a seeded way and reads them again and again. */
public final class Mutations {
  private static final String[] JUNK = {
    "99999999999999999999",
    "-1",
    "NaN",
    "\u0000",
    "[[[[",
    "{\"",
    "\ud83d\ude00",
    "-->",
    " ",
    "\n\n",
    "\t",
    "1e999",
    "0",
    "\uFEFF",
    "<",
    "\\",
    "=",
    ":="
  };

  private Mutations() {}

  /**
   * Reads many damaged copies of the files.
   *
   * @param scratch an empty folder
   * @throws AssertionError when a reader throws what it may not throw, or loses count of its items
   */
  public static void survive(
      LabelFormat format, JsonNode config, Path sound, Path scratch, int rounds, long seed)
      throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    List<Path> files = files(sound);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.createDirectories(scratch.resolve(sound.relativize(file).toString()).getParent());
      Files.copy(file, scratch.resolve(sound.relativize(file).toString()));
    }
    for (int round = 0; round < rounds; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      Path target = scratch.resolve(sound.relativize(file).toString());
      Files.write(target, damaged(bytes, random));
      read(format, config, scratch, "seed " + seed + ", round " + round);
      Files.write(target, bytes);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void read(LabelFormat format, JsonNode config, Path folder, String which) {
    try {
      format.recognizes(folder);
      try (LabelReader reader = format.read(folder, config)) {
        long index = 0;
        while (reader.hasNext()) {
          ImportEntry entry = reader.next();
          assertThat(entry.index()).isEqualTo(index++);
          if (entry instanceof ImportItem item) {
            assertThat(item.labels().isObject()).isTrue();
          }
        }
        assertThat(reader.classes()).isNotNull();
        assertThat(reader.report()).isNotNull();
      }
    } catch (BadImportException | IOException | UncheckedIOException allowed) {
      assertThat(allowed.getMessage()).as(which).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
      throw new AssertionError(which, thrown);
    }
  }

  private static byte[] damaged(byte[] bytes, RandomGenerator random) {
    byte[] result = bytes;
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      result = damagedOnce(result, random);
    }
    return result;
  }

  private static byte[] damagedOnce(byte[] bytes, RandomGenerator random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    return switch (random.nextInt(6)) {
      case 0 -> {
        copy[at] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
      case 1 -> {
        copy[at] = (byte) random.nextInt();
        yield copy;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 ->
          joined(bytes, at, JUNK[random.nextInt(JUNK.length)].getBytes(StandardCharsets.UTF_8), at);
      case 4 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(20)));
      default -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
        yield joined(bytes, at, Arrays.copyOfRange(bytes, from, to), at);
      }
    };
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Arrays.copyOf(bytes, head));
    parts.add(middle);
    parts.add(Arrays.copyOfRange(bytes, tail, bytes.length));
    byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
