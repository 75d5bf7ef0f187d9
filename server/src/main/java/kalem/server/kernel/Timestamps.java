package kalem.server.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times on the wire: ISO-8601 UTC with milliseconds out, any usual ISO form in (api.md 4). */
public final class Timestamps {
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  public static String format(Instant instant) {
    return OUT.format(instant);
  }

  /** Milliseconds are all we promise, so nothing finer is stored. */
  public static Instant now(java.time.InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Reads a time with 0 to 9 fraction digits and {@code Z}, an offset or no zone (UTC).
   *
   * @throws KalemException naming the field when it is no time
   */
  public static Instant parse(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return parseLeniently(field, text);
    }
  }

  private static Instant parseLeniently(String field, String text) {
    try {
      return LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw KalemException.invalid(
          field + " must be a time such as 2026-03-01T00:00:00.000Z, got: " + text);
    }
  }
}
