package kalem.formats.ango;

import java.time.Duration;

/** Time spent on a task; blur is part of idle, active is neither. */
public record WorkTimes(Duration active, Duration idle, Duration blur) {
  public static final WorkTimes NONE = new WorkTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
