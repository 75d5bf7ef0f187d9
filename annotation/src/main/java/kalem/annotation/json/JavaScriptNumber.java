package kalem.annotation.json;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers printed the way JavaScript prints them (ECMA-262, Number::toString), so that the editor
 * and the server write the same text for the same double.
 */
public final class JavaScriptNumber {
  private JavaScriptNumber() {}

  /** The text of a double; {@code null} for NaN and infinities, as JSON.stringify does. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    String plain = Double.toString(value);
    if (plain.indexOf('E') >= 0) {
      return scientific(value);
    }
    if (value == 0) {
      return "0";
    }
    return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
  }

  private static String scientific(double value) {
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int pointAt = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + layOut(digits, pointAt);
  }

  /** Double.toString prefers two digits where one is enough, as in 4.9E-324. */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value));
    BigDecimal oneDigit = decimal.round(new MathContext(1));
    return oneDigit.doubleValue() == value ? oneDigit : decimal;
  }

  private static String layOut(String digits, int pointAt) {
    int count = digits.length();
    if (count <= pointAt && pointAt <= 21) {
      return digits + "0".repeat(pointAt - count);
    }
    if (0 < pointAt && pointAt <= 21) {
      return digits.substring(0, pointAt) + "." + digits.substring(pointAt);
    }
    if (-6 < pointAt && pointAt <= 0) {
      return "0." + "0".repeat(-pointAt) + digits;
    }
    int exponent = pointAt - 1;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
