package kalem.formats.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1 << 12, 1 << 16, 1 << 24})
  void givesBackWhatWasAppendedInMemoryAndFromAFile(int mostInMemory) throws IOException {
    SplittableRandom random = new SplittableRandom(mostInMemory);
    byte[] all = new byte[500_000];
    random.nextBytes(all);
    try (Spool spool = new Spool(mostInMemory)) {
      for (int at = 0; at < all.length; ) {
        int length =
            Math.min(all.length - at, random.nextInt(random.nextInt(10) == 0 ? 100_000 : 900));
        spool.append(all, at, length);
        at += length;
      }
      assertThat(spool.size()).isEqualTo(all.length);
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(all.length);
        int length = random.nextInt(all.length - from + 1);
        byte[] read = new byte[length + 3];
        spool.read(from, read, 3, length);
        assertThat(Arrays.copyOfRange(read, 3, read.length))
            .isEqualTo(Arrays.copyOfRange(all, from, from + length));
      }
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      spool.copyTo(copy);
      assertThat(copy.toByteArray()).isEqualTo(all);
      assertThatThrownBy(() -> spool.read(all.length, new byte[1], 0, 1))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void partsAreReadAsOftenAsWanted() throws IOException {
    List<DeflatedPart> parts = new ArrayList<>();
    try (PartDeflater deflater = new PartDeflater();
        PartSpool spool = new PartSpool(4_096)) {
      for (int i = 0; i < 100; i++) {
        byte[] text = ("part " + i + " ").repeat(500).getBytes(StandardCharsets.UTF_8);
        parts.add(deflater.deflate(text));
        spool.add(parts.get(i));
      }
      for (int look = 0; look < 2; look++) {
        try (InflatedParts found = new InflatedParts(spool.iterator());
            InflatedParts expected = new InflatedParts(parts.iterator())) {
          assertThat(found.readAllBytes()).isEqualTo(expected.readAllBytes());
        }
      }
      assertThat(spool.length()).isEqualTo(parts.stream().mapToLong(DeflatedPart::length).sum());
    }
  }

  @Test
  void aDamagedPartIsTold() throws IOException {
    DeflatedPart broken = new DeflatedPart(new byte[] {1, 2, 3, 4, 5, 6, 7}, 100, 0);
    try (InflatedParts text = new InflatedParts(List.of(broken).iterator())) {
      assertThatThrownBy(text::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }
}
