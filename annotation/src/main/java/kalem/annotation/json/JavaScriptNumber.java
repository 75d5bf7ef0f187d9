package kalem.annotation.json;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers printed the way JavaScript prints them (ECMA-262, Number::toString), so that the editor
 * and the server write the same text for the same double.
 */
public final class JavaScriptNumber {
  /** Coordinates mostly have two decimals; so many and fewer are printed without searching. */
  private static final int QUICK_PLACES = 4;

  private static final double QUICK = 10_000;
  private static final double LARGEST_QUICK = 1e9;
  private static final int QUICK_LENGTH = 20;

  private JavaScriptNumber() {}

  /** The text of a double; {@code null} for NaN and infinities, as JSON.stringify does. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    long scaled = (long) Math.rint(value * QUICK);
    // The quotient of two exact numbers is rounded as the decimal is when it is read.
    if (Math.abs(value) < LARGEST_QUICK && scaled / QUICK == value) {
      return quick(scaled);
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

  /**
   * The decimal of some ten thousandths. It has at most 13 digits, and no two decimals of 15 digits
   * are read as the same double, so no shorter text is either.
   */
  private static String quick(long scaled) {
    if (scaled % (long) QUICK == 0) {
      return Long.toString(scaled / (long) QUICK);
    }
    int places = QUICK_PLACES;
    long digits = Math.abs(scaled);
    while (digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    char[] text = new char[QUICK_LENGTH];
    int at = QUICK_LENGTH;
    for (int i = 0; i < places; i++) {
      text[--at] = (char) ('0' + digits % 10);
      digits /= 10;
    }
    text[--at] = '.';
    do {
      text[--at] = (char) ('0' + digits % 10);
      digits /= 10;
    } while (digits > 0);
    if (scaled < 0) {
      text[--at] = '-';
    }
    return String.valueOf(text, at, QUICK_LENGTH - at);
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
