package kalem.annotation.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as every JSON of ours has them: ISO 8601, UTC, always three digits of milliseconds. */
public final class Timestamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LAST_OF_FOUR_DIGITS = 9999;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Timestamps() {}

  public static String of(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    return time.getYear() >= 0 && time.getYear() <= LAST_OF_FOUR_DIGITS
        ? of(time, instant.getNano() / NANOS_PER_MILLI)
        : FORM.format(instant);
  }

  /** Digit by digit: an export writes some for each of a million rows. */
  private static String of(LocalDateTime time, int millis) {
    char[] text = new char[24];
    digits(text, 0, 4, time.getYear());
    text[4] = '-';
    digits(text, 5, 2, time.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, time.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, time.getHour());
    text[13] = ':';
    digits(text, 14, 2, time.getMinute());
    text[16] = ':';
    digits(text, 17, 2, time.getSecond());
    text[19] = '.';
    digits(text, 20, 3, millis);
    text[23] = 'Z';
    return String.valueOf(text);
  }

  private static void digits(char[] text, int from, int count, int number) {
    int left = number;
    for (int at = from + count - 1; at >= from; at--) {
      text[at] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  public static String ofEpochMillis(long millis) {
    return of(Instant.ofEpochMilli(millis));
  }
}
