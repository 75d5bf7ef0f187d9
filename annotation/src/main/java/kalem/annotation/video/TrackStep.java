package kalem.annotation.video;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * One object from a key frame to before its next one. Knows nothing of the rest of the track, so
 * that a long video is walked through with two key frames of each object in memory.
 */
public final class TrackStep {
  private final ToolObject keyFrame;
  private final Optional<ToolObject> next;
  private final List<ClassificationAnswer> answers;
  private final Interpolation interpolation;

  /** Made when first needed: on most steps of a full export it never is. */
  private @Nullable Motion motion;

  private TrackStep(
      ToolObject keyFrame,
      Optional<ToolObject> next,
      List<ClassificationAnswer> held,
      Interpolation interpolation) {
    this.keyFrame = keyFrame;
    this.next = next;
    this.answers = HeldAnswers.after(held, keyFrame.classifications());
    this.interpolation = interpolation;
  }

  /**
   * The first step of a track.
   *
   * @param next the key frame after; empty when the track holds to the end of the video
   */
  public static TrackStep first(
      ToolObject keyFrame, Optional<ToolObject> next, Interpolation interpolation) {
    return new TrackStep(keyFrame, next, List.of(), interpolation);
  }

  /**
   * The step after this one.
   *
   * @param following the key frame after the one that this step ends before
   * @throws java.util.NoSuchElementException when this step is the last one
   */
  public TrackStep then(Optional<ToolObject> following) {
    return new TrackStep(next.orElseThrow(), following, answers, interpolation);
  }

  /** The frame of the key frame. */
  public int from() {
    return keyFrame.pageOrFirst();
  }

  /** The frame before which the step ends; empty for the last step. */
  public OptionalInt until() {
    return next.isPresent() ? OptionalInt.of(next.get().pageOrFirst()) : OptionalInt.empty();
  }

  public boolean covers(int frame) {
    return frame >= from() && (next.isEmpty() || frame < next.get().pageOrFirst());
  }

  /** Whether the object is absent for the whole step. */
  public boolean isOff() {
    return keyFrame.marks().interpolationStopped();
  }

  /** The object on a frame of this step; nothing while it is off. */
  public Optional<ToolObject> at(int frame) {
    return isOff() ? Optional.empty() : entryAt(frame);
  }

  /**
   * The entry of an export for a frame of this step (export-format section 9.1): as {@link #at},
   * but on its first frame an object that is off is there with {@code interpolationStopped}.
   */
  public Optional<ToolObject> entryAt(int frame) {
    if (!covers(frame)) {
      return Optional.empty();
    }
    if (frame == from()) {
      return Optional.of(
          keyFrame
              .withMarks(keyFrame.marks().withKeyFrame(true))
              .withClassifications(HeldAnswers.withEnds(answers, keyFrame.classifications())));
    }
    return isOff()
        ? Optional.empty()
        : Optional.of(
            keyFrame
                .withGeometry(shapeAt(frame))
                .withMarks(keyFrame.marks().interpolatedAt(frame))
                .withClassifications(answers));
  }

  private Geometry shapeAt(int frame) {
    if (next.isEmpty()) {
      return keyFrame.geometry();
    }
    Motion way = motion;
    if (way == null) {
      way = interpolation.motion(keyFrame.geometry(), next.get().geometry());
      motion = way;
    }
    try {
      return way.at((double) frame - from(), (double) next.get().pageOrFirst() - from());
    } catch (BadGeometryException beyondTheNumbers) {
      return keyFrame.geometry();
    }
  }
}
