package kalem.server.task;

import java.time.Duration;

/** How much of the time that an editor reports can be true (workflow.md 19). */
public final class TimeClaim {
  private TimeClaim() {}

  /**
   * Caps reported time by the clock of the server.
   *
   * @param claimed since the last report of this editor
   * @param gap since then
   * @param free the part of it in which no other editor of the person was active; active time
   *     beyond it becomes idle and blur, as only the focused tab counts
   */
  public static Durations counted(Durations claimed, Duration gap, Duration free) {
    long whole = Math.max(0, gap.toMillis());
    long claimedActive = Math.min(claimed.active(), whole);
    long active = Math.min(claimedActive, Math.max(0, free.toMillis()));
    long unfocused = claimedActive - active;
    long idle = Math.min(claimed.idle() + unfocused, whole - active);
    return new Durations(active, idle, Math.min(claimed.blur() + unfocused, idle));
  }
}
