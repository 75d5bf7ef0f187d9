package kalem.annotation.video;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import kalem.annotation.answer.ToolObject;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of one track from its key frames, of which it reads one ahead. Of several entries
 * on one frame the last counts (editors section 6.6, rule 23).
 */
public final class TrackCursor implements Iterator<TrackStep> {
  private final Iterator<ToolObject> keyFrames;
  private final Interpolation interpolation;
  private Optional<ToolObject> waiting;
  private Optional<ToolObject> next;
  private @Nullable TrackStep last;

  /**
   * A cursor before the first step.
   *
   * @param keyFrames the key frames of one object by rising frame
   */
  public TrackCursor(Iterator<ToolObject> keyFrames, Interpolation interpolation) {
    this.keyFrames = keyFrames;
    this.interpolation = interpolation;
    this.waiting = read();
    this.next = readFrame();
  }

  private Optional<ToolObject> read() {
    return keyFrames.hasNext() ? Optional.of(keyFrames.next()) : Optional.empty();
  }

  /** The last entry of the frame that waits. */
  private Optional<ToolObject> readFrame() {
    Optional<ToolObject> latest = waiting;
    while (latest.isPresent()) {
      waiting = read();
      int gap =
          waiting.map(ToolObject::pageOrFirst).orElse(Integer.MAX_VALUE)
              - latest.get().pageOrFirst();
      if (gap < 0) {
        throw new IllegalArgumentException("Key frames are read by rising frame");
      }
      if (gap > 0 || waiting.isEmpty()) {
        return latest;
      }
      latest = waiting;
    }
    return latest;
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  /**
   * The next step.
   *
   * @throws IllegalArgumentException when the key frames do not come by rising frame
   */
  @Override
  public TrackStep next() {
    ToolObject keyFrame = next.orElseThrow(NoSuchElementException::new);
    Optional<ToolObject> following = readFrame();
    TrackStep step =
        last == null ? TrackStep.first(keyFrame, following, interpolation) : last.then(following);
    last = step;
    next = following;
    return step;
  }
}
