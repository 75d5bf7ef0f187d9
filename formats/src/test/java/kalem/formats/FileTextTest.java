package kalem.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.json.JavaScriptNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {
  private interface Piece {
    void write(FileText text) throws IOException;
  }

  private static String written(Piece piece) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FileText text = new FileText(bytes);
    piece.write(text);
    text.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void numbersAreTheShortestThatReadBackTheSame() throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 5) {
            case 0 -> Math.rint(random.nextDouble() * 4e5) / 100;
            case 1 -> -Math.rint(random.nextDouble() * 4e7) / 10_000;
            case 2 -> random.nextLong();
            case 3 -> Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL);
            default -> random.nextDouble() * 2000 - 1000;
          };
      double tried = value == 0 ? 0 : value;
      assertThat(written(text -> text.number(tried))).isEqualTo(JavaScriptNumber.text(tried));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "0.5",
        "-0.25",
        "1234.5678",
        "-0.000001",
        "1e15",
        "9e22",
        "123456"
      })
  void placesAreFixed(String number) throws IOException {
    double value = Double.parseDouble(number);
    for (int places = 0; places <= 9; places++) {
      int wanted = places;
      BigDecimal expected = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
      BigDecimal found = new BigDecimal(written(text -> text.fixed(value, wanted)));
      assertThat(found.scale()).isEqualTo(places);
      assertThat(found.subtract(expected).abs())
          .isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(places));
    }
  }

  @Test
  void roundsToTheNearestPlace() throws IOException {
    assertThat(written(text -> text.fixed(0.1234567, 6))).isEqualTo("0.123457");
    assertThat(written(text -> text.fixed(-0.004, 2))).isEqualTo("0.00");
    assertThat(written(text -> text.fixed(-1.006, 2))).isEqualTo("-1.01");
    assertThat(written(text -> text.fixed(0.9999996, 6))).isEqualTo("1.000000");
  }

  @Test
  void textIsUtf8WhereverTheBufferEnds() throws IOException {
    RandomGenerator random = new SplittableRandom(2);
    String[] pieces = {"a", "ç", "€", "\ud83d\ude00", "\ud800", "\udc00", "line\n", "Ω\ud83d"};
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      all.append(pieces[random.nextInt(pieces.length)]);
    }
    String expected =
        new String(all.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(written(text -> text.append(all))).isEqualTo(expected);
  }

  @Test
  void wholeNumbersReachTheLimits() throws IOException {
    for (long value : new long[] {0, 7, -7, 10, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(written(text -> text.whole(value))).isEqualTo(Long.toString(value));
    }
  }
}
