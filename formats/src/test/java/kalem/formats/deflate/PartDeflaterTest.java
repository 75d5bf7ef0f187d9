package kalem.formats.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, its part is one that inflates to it. */
class PartDeflaterTest {
  private static final int TEXTS = 60;

  private static void assertComesBack(byte[] text) throws IOException {
    try (PartDeflater deflater = new PartDeflater();
        PartInflater inflater = new PartInflater()) {
      DeflatedPart part = deflater.deflate(text);
      assertThat(part.length()).isEqualTo(text.length);
      assertThat(Arrays.copyOf(inflater.inflate(part), text.length)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 257, 258, 259, 999, 1_000, 65_535, 65_536, 65_537, 300_000})
  void textsOfEveryLength(int length) throws IOException {
    Random random = new Random(length);
    byte[] letters = new byte[length];
    for (int i = 0; i < length; i++) {
      letters[i] = (byte) ('a' + random.nextInt(3));
    }
    assertComesBack(letters);
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    assertComesBack(noise);
    assertComesBack(new byte[length]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void textsThatRepeatThemselvesFromNearAndFar(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = new byte[1 + random.nextInt(60_000)];
      random.nextBytes(text);
      for (int copies = random.nextInt(200); copies > 0; copies--) {
        int from = random.nextInt(text.length);
        int to = random.nextInt(text.length);
        int length = Math.min(random.nextInt(600), text.length - Math.max(from, to));
        System.arraycopy(text, from, text, to, length);
      }
      assertComesBack(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200})
  void labelsGetSmall(int boxes) throws IOException {
    Random random = new Random(boxes);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < boxes; i++) {
      text.append(
          """
          {"objectId":"%08x","schemaId":"car","title":"Car",\
          "bounding-box":{"x":%d,"y":%d,"width":%d,"height":%d},"classifications":[],\
          "metadata":{"createdAt":"2026-01-02T03:04:05.678Z","createdBy":"ana@team.example"}},\
          """
              .formatted(
                  random.nextInt(),
                  random.nextInt(2000),
                  random.nextInt(1000),
                  random.nextInt(300),
                  random.nextInt(300)));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    assertComesBack(bytes);
    try (PartDeflater deflater = new PartDeflater()) {
      assertThat(deflater.deflate(bytes).bytes().length).isLessThan(bytes.length / 5);
    }
  }
}
