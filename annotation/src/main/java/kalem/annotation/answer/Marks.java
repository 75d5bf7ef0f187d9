package kalem.annotation.answer;

import java.util.OptionalInt;
import kalem.annotation.json.CompactJson;

/**
 * The small facts any entry may carry.
 *
 * @param page page or frame from 0
 * @param interpolationStopped the object is gone, or the answer ends, from this frame on
 * @param lock labelers may neither edit nor delete it
 */
public record Marks(OptionalInt page, boolean interpolationStopped, boolean lock) {
  public static final Marks NONE = new Marks(OptionalInt.empty(), false, false);

  void write(CompactJson json) {
    page.ifPresent(number -> json.key("page").number(number));
    if (interpolationStopped) {
      json.key("interpolationStopped").bool(true);
    }
    if (lock) {
      json.key("lock").bool(true);
    }
  }
}
