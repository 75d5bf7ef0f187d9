package kalem.annotation.answer;

import java.util.OptionalInt;
import kalem.annotation.json.CompactJson;

/**
 * The small facts any entry may carry.
 *
 * @param page page or frame from 0
 * @param keyFrame the shape was set on this frame and not interpolated; only in texts that are
 *     exported: of answers in memory all frames are key frames
 * @param interpolationStopped the object is gone, or the answer ends, from this frame on
 * @param lock labelers may neither edit nor delete it
 */
public record Marks(
    OptionalInt page, boolean keyFrame, boolean interpolationStopped, boolean lock) {
  public static final Marks NONE = new Marks(OptionalInt.empty(), false, false, false);

  /** The same on an interpolated frame. */
  public Marks interpolatedAt(int frame) {
    return new Marks(OptionalInt.of(frame), false, false, lock);
  }

  public Marks withKeyFrame(boolean changed) {
    return new Marks(page, changed, interpolationStopped, lock);
  }

  void write(CompactJson json) {
    page.ifPresent(number -> json.key("page").number(number));
    if (keyFrame) {
      json.key("keyFrame").bool(true);
    }
    if (interpolationStopped) {
      json.key("interpolationStopped").bool(true);
    }
    if (lock) {
      json.key("lock").bool(true);
    }
  }
}
