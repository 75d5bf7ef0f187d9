package kalem.annotation.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.ToolObject;

/** One object through a video, with all its key frames. */
public final class Track {
  private final String objectId;
  private final List<ToolObject> keyFrames;
  private final List<TrackStep> steps = new ArrayList<>();

  private Track(String objectId, List<ToolObject> keyFrames, Interpolation interpolation) {
    this.objectId = objectId;
    this.keyFrames = keyFrames;
    new TrackCursor(keyFrames.iterator(), interpolation).forEachRemaining(steps::add);
  }

  /**
   * The track of one object's entries in any order. When some are marked as key frames, the others
   * are interpolated ones and are left out.
   */
  static Track of(String objectId, List<ToolObject> entries, Interpolation interpolation) {
    boolean isMarked = entries.stream().anyMatch(entry -> entry.marks().keyFrame());
    List<ToolObject> keyFrames =
        entries.stream()
            .filter(entry -> !isMarked || isKeyFrame(entry.marks()))
            .sorted(Comparator.comparingInt(ToolObject::pageOrFirst))
            .toList();
    return new Track(objectId, keyFrames, interpolation);
  }

  private static boolean isKeyFrame(Marks marks) {
    return marks.keyFrame() || marks.interpolationStopped();
  }

  public String objectId() {
    return objectId;
  }

  /** The key frames as they were given, by rising frame. */
  public List<ToolObject> keyFrames() {
    return keyFrames;
  }

  /** From key frame to key frame, by rising frame. */
  public List<TrackStep> steps() {
    return List.copyOf(steps);
  }

  /** The object on a frame; nothing where it is not visible. */
  public Optional<ToolObject> at(int frame) {
    int step = stepAt(frame);
    return step < 0 ? Optional.empty() : steps.get(step).at(frame);
  }

  private int stepAt(int frame) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).from() <= frame) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Where the object is visible (export-format section 9.2).
   *
   * @param frameTotal the number of frames of the video
   */
  public List<FrameRange> ranges(int frameTotal) {
    List<FrameRange> ranges = new ArrayList<>();
    int from = -1;
    for (TrackStep step : steps) {
      if (!step.isOff() && from < 0) {
        from = step.from();
      } else if (step.isOff() && from >= 0) {
        ranges.add(new FrameRange(from, step.from() - 1));
        from = -1;
      }
    }
    if (from >= 0 && from < frameTotal) {
      ranges.add(new FrameRange(from, frameTotal - 1));
    }
    return ranges;
  }
}
