package kalem.server.task;

import java.time.Duration;
import java.time.Instant;

/** How long the queue's claim on a task lasts without a sign of life. */
public final class TaskLease {
  /**
   * Renewed by every save and by the heartbeat of the editor, so only a closed one lets it run out.
   */
  private static final Duration LIFE = Duration.ofMinutes(30);

  private TaskLease() {}

  public static Instant endFrom(Instant now) {
    return now.plus(LIFE);
  }
}
