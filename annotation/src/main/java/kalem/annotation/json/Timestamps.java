package kalem.annotation.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as every JSON of ours has them: ISO 8601, UTC, always three digits of milliseconds. */
public final class Timestamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

  public static String of(Instant instant) {
    return FORM.format(instant);
  }

  public static String ofEpochMillis(long millis) {
    return of(Instant.ofEpochMilli(millis));
  }
}
