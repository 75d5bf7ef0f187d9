package kalem.server.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import tools.jackson.databind.node.ObjectNode;

/** Times between two bounds, both excluded. */
record TimeRange(Optional<Instant> after, Optional<Instant> before) {
  static final TimeRange ALWAYS = new TimeRange(Optional.empty(), Optional.empty());

  boolean isBounded() {
    return after.isPresent() || before.isPresent();
  }

  /** As scripts send it: {@code {"$gt": .., "$lt": ..}}. */
  ObjectNode json() {
    ObjectNode node = Json.object();
    after.ifPresent(time -> node.put("$gt", exact(time)));
    before.ifPresent(time -> node.put("$lt", exact(time)));
    return node;
  }

  /** To the microsecond, which is how finely the database compares. */
  private static String exact(Instant time) {
    Instant stored = time.truncatedTo(ChronoUnit.MICROS);
    return stored.equals(time.truncatedTo(ChronoUnit.MILLIS))
        ? Timestamps.format(stored)
        : stored.toString();
  }
}
