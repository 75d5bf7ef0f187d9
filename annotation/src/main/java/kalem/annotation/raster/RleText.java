package kalem.annotation.raster;

import java.util.Arrays;
import kalem.annotation.geometry.BadGeometryException;

/**
 * The compressed text of run lengths: each number in characters of five bits, the lowest first,
 * with a sixth bit when more follow, counted from the character 0. From the fourth number on, what
 * is written is the difference from the number two before, since runs of one kind are alike in
 * neighbouring columns.
 */
final class RleText {
  private static final int OFFSET = '0';
  private static final int DIGIT_BITS = 5;
  private static final int DIGIT = 0x1f;
  private static final int SIGN = 0x10;
  private static final int MORE = 0x20;
  private static final int FIRST_DIFFERENCE = 3;

  /** Seven characters hold every difference of two numbers of 31 bits. */
  private static final int MOST_BITS = 7 * DIGIT_BITS;

  private RleText() {}

  static String of(int[] counts) {
    StringBuilder text = new StringBuilder(counts.length * 2);
    for (int i = 0; i < counts.length; i++) {
      write(i < FIRST_DIFFERENCE ? counts[i] : (long) counts[i] - counts[i - 2], text);
    }
    return text.toString();
  }

  private static void write(long number, StringBuilder text) {
    long rest = number;
    boolean isMore = true;
    while (isMore) {
      int digit = (int) (rest & DIGIT);
      rest >>= DIGIT_BITS;
      isMore = (digit & SIGN) != 0 ? rest != -1 : rest != 0;
      text.append((char) (OFFSET + (isMore ? digit | MORE : digit)));
    }
  }

  static int[] parse(String text) {
    int[] counts = new int[text.length()];
    int size = 0;
    int at = 0;
    while (at < text.length()) {
      long number = 0;
      int shift = 0;
      int digit;
      do {
        if (at == text.length() || shift == MOST_BITS) {
          throw new BadGeometryException("The text of the runs is cut off or damaged.");
        }
        digit = text.charAt(at++) - OFFSET;
        if (digit < 0 || digit > (DIGIT | MORE)) {
          throw new BadGeometryException("The text of the runs holds a character of no meaning.");
        }
        number |= (long) (digit & DIGIT) << shift;
        shift += DIGIT_BITS;
      } while ((digit & MORE) != 0);
      if ((digit & SIGN) != 0) {
        number |= -1L << shift;
      }
      counts[size] = count(size < FIRST_DIFFERENCE ? number : number + counts[size - 2]);
      size++;
    }
    return Arrays.copyOf(counts, size);
  }

  private static int count(long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new BadGeometryException("The length of a run is not possible.");
    }
    return (int) number;
  }
}
