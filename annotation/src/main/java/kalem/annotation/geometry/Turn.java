package kalem.annotation.geometry;

/**
 * Sine and cosine of degrees. Libraries differ in the last digit, and the server and the web editor
 * must not; so both compute them with the same sums and products. Quarter turns come out exactly.
 */
final class Turn {
  private static final double RADIANS = Math.PI / 180;

  private Turn() {}

  static double cosine(double degrees) {
    return sine(quarters(degrees) + 1, rest(degrees));
  }

  static double sine(double degrees) {
    return sine(quarters(degrees), rest(degrees));
  }

  private static double quarters(double degrees) {
    return Math.floor(degrees / 90 + 0.5);
  }

  private static double rest(double degrees) {
    return (degrees - 90 * quarters(degrees)) * RADIANS;
  }

  /** The sine of quarter turns and a rest of at most an eighth turn. */
  private static double sine(double quarters, double rest) {
    double quarter = quarters - 4 * Math.floor(quarters / 4);
    double value = quarter == 0 || quarter == 2 ? sineSeries(rest) : cosineSeries(rest);
    return quarter < 2 ? value : -value;
  }

  private static double sineSeries(double x) {
    double z = x * x;
    double sum = -1.0 / 1307674368000.0;
    sum = sum * z + 1.0 / 6227020800.0;
    sum = sum * z - 1.0 / 39916800.0;
    sum = sum * z + 1.0 / 362880.0;
    sum = sum * z - 1.0 / 5040.0;
    sum = sum * z + 1.0 / 120.0;
    sum = sum * z - 1.0 / 6.0;
    return x + x * z * sum;
  }

  private static double cosineSeries(double x) {
    double z = x * x;
    double sum = 1.0 / 20922789888000.0;
    sum = sum * z - 1.0 / 87178291200.0;
    sum = sum * z + 1.0 / 479001600.0;
    sum = sum * z - 1.0 / 3628800.0;
    sum = sum * z + 1.0 / 40320.0;
    sum = sum * z - 1.0 / 720.0;
    sum = sum * z + 1.0 / 24.0;
    return 1 - z * (0.5 - z * sum);
  }
}
