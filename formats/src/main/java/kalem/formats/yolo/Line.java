package kalem.formats.yolo;

import java.util.Optional;
import java.util.StringTokenizer;

/** The numbers of a line: the class, then all others. */
final class Line {
  private static final int MOST_CLASSES = 1_000_000;

  private final int classNumber;
  private final double[] numbers;

  private Line(int classNumber, double[] numbers) {
    this.classNumber = classNumber;
    this.numbers = numbers;
  }

  /** Reads a line; nothing when it holds anything but finite numbers. */
  static Optional<Line> of(String text) {
    StringTokenizer fields = new StringTokenizer(text, " \t");
    if (!fields.hasMoreTokens()) {
      return Optional.empty();
    }
    try {
      double first = Double.parseDouble(fields.nextToken());
      double[] numbers = new double[fields.countTokens()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Double.parseDouble(fields.nextToken());
        if (!Double.isFinite(numbers[i])) {
          return Optional.empty();
        }
      }
      boolean isNumber = first == Math.rint(first) && first >= 0 && first < MOST_CLASSES;
      return isNumber ? Optional.of(new Line((int) first, numbers)) : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  int classNumber() {
    return classNumber;
  }

  /** How many numbers follow the class. */
  int count() {
    return numbers.length;
  }

  /** A number after the class, from 0. */
  double number(int index) {
    return numbers[index];
  }

  /** Whether it may be a label: a class, with a box or more. */
  boolean isLabel() {
    return numbers.length >= 4;
  }
}
