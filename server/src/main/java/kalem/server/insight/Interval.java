package kalem.server.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * From a moment on until before another. Sums are kept per whole hour or day, so a reader takes the
 * whole ones between {@link #firstWhole} and {@link #endWhole} from them, and what lies at either
 * end from single entries.
 */
record Interval(Instant from, Instant to) {
  /** Everything; the years are such that every hour of them has a sum. */
  static final Interval ALWAYS =
      new Interval(Instant.parse("1970-01-01T00:00:00Z"), Instant.parse("9999-01-01T00:00:00Z"));

  Interval {
    if (from.isAfter(to)) {
      throw KalemException.invalid("The interval ends before it begins.");
    }
  }

  /**
   * Reads the two ends; a missing one is open.
   *
   * @throws KalemException invalid when there are not two, or one is no time
   */
  static Interval of(@Nullable List<@Nullable String> ends) {
    if (ends == null || ends.isEmpty()) {
      return ALWAYS;
    }
    if (ends.size() != 2) {
      throw KalemException.invalid("interval must hold two times: from and to.");
    }
    return of("interval", ends.get(0), "interval", ends.get(1));
  }

  static Interval of(String fromName, @Nullable String from, String toName, @Nullable String to) {
    return new Interval(time(fromName, from, ALWAYS.from), time(toName, to, ALWAYS.to));
  }

  private static Instant time(String name, @Nullable String text, Instant otherwise) {
    String given = Objects.requireNonNullElse(text, "").trim();
    if (given.isEmpty()) {
      return otherwise;
    }
    Instant time = Timestamps.parse(name, given);
    return time.isBefore(ALWAYS.from) || time.isAfter(ALWAYS.to) ? otherwise : time;
  }

  /** Where the first whole unit begins; not after {@link #to}. */
  Instant firstWhole(Duration unit) {
    Instant start = floor(from.plus(unit).minusNanos(1), unit);
    return start.isAfter(to) ? to : start;
  }

  /** Where the last whole unit ends; not before {@link #firstWhole}. */
  Instant endWhole(Duration unit) {
    Instant end = floor(to, unit);
    Instant first = firstWhole(unit);
    return end.isBefore(first) ? first : end;
  }

  private static Instant floor(Instant time, Duration unit) {
    long seconds = time.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, unit.toSeconds()));
  }
}
