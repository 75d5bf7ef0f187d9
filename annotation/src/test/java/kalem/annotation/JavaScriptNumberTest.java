package kalem.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import kalem.annotation.json.JavaScriptNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are printed as JavaScript prints them: the shortest text that is read as the same. */
class JavaScriptNumberTest {
  private static final int NUMBERS = 200_000;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "0.0001, 0.0001",
    "0.00012, 0.00012",
    "-0.0001, -0.0001",
    "999999999.9999, 999999999.9999",
    "1000000000.0001, 1000000000.0001",
    "12345678901234.5, 12345678901234.5",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1e-6, 0.000001",
    "1e-7, 1e-7",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, null",
  })
  void isPrintedAs(double value, String text) {
    assertThat(JavaScriptNumber.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void decimalsOfAnyLengthAreTheShortest(int places) {
    Random random = new Random(places);
    for (int i = 0; i < NUMBERS; i++) {
      long digits = random.nextLong(10_000_000_000L) - 5_000_000_000L;
      double value = BigDecimal.valueOf(digits, places).doubleValue();
      assertThat(JavaScriptNumber.text(value)).isEqualTo(shortest(value));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neighboursOfDecimalsAreNotTakenForThem(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < NUMBERS; i++) {
      double value = Math.nextUp(random.nextInt(100_000_000) / 10_000.0);
      String text = JavaScriptNumber.text(value);
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      assertThat(text).isEqualTo(shortest(value));
    }
  }

  private static String shortest(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
