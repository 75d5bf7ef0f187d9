package kalem.server.task;

import kalem.server.kernel.KalemException;

/**
 * Time spent on a task in milliseconds. Active and idle are disjoint; blur is part of idle
 * (workflow.md 19).
 */
public record Durations(long active, long idle, long blur) {
  public static final Durations NONE = new Durations(0, 0, 0);

  public Durations {
    if (active < 0 || idle < 0 || blur < 0) {
      throw KalemException.invalid(
          "duration, idleDuration and blurDuration are milliseconds, 0 or more.");
    }
  }

  public Durations plus(Durations more) {
    return new Durations(active + more.active, idle + more.idle, blur + more.blur);
  }
}
