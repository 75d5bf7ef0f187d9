package kalem.annotation.video;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.EntryKey;
import kalem.annotation.answer.ToolObject;

/**
 * Takes away key frames that interpolation gives back within a tolerance (editors section 6.6, rule
 * 22). A key frame with answers or marks of its own stays.
 */
public final class Reduction {
  /** What differs less has only been computed in another order. */
  private static final double SAME = 1e-6;

  private final double tolerance;

  private Reduction(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Keeps of every object the key frames that are needed.
   *
   * @param tolerance how far any number of a shape may be off, in pixels
   */
  public static Answer reduced(Answer answer, double tolerance) {
    Set<EntryKey> needed = new HashSet<>();
    for (Track track : Tracks.of(answer.tools()).tracks()) {
      new Reduction(tolerance).needed(track.keyFrames()).forEach(each -> needed.add(each.key()));
    }
    return keeping(needed, answer);
  }

  /**
   * Turns full exports, which have an entry for every frame and no marks, back into key frames
   * (import-format section 5.1): an entry that interpolation gives back is none. Objects that have
   * gaps between their frames were given as key frames and are left alone.
   */
  public static Answer ofFullExport(Answer answer) {
    Set<EntryKey> needed = new HashSet<>();
    for (Track track : Tracks.of(answer.tools()).tracks()) {
      List<ToolObject> kept =
          isOnEveryFrame(track) ? new Reduction(SAME).needed(track.keyFrames()) : track.keyFrames();
      kept.forEach(each -> needed.add(each.key()));
    }
    return keeping(needed, answer);
  }

  private static Answer keeping(Set<EntryKey> needed, Answer answer) {
    List<ToolObject> left =
        answer.tools().stream().filter(each -> needed.contains(each.key())).toList();
    return left.size() == answer.tools().size()
        ? answer
        : new Answer(left, answer.classifications(), answer.relations());
  }

  private static boolean isOnEveryFrame(Track track) {
    return track.steps().stream()
        .allMatch(
            step ->
                step.isOff()
                    || step.until().isEmpty()
                    || step.until().getAsInt() == step.from() + 1);
  }

  /**
   * From each kept key frame the next one is sought as far away as all between are given back:
   * first with doubled distances, then by halving between the last that went and the first that did
   * not.
   */
  private List<ToolObject> needed(List<ToolObject> keyFrames) {
    List<ToolObject> kept = new ArrayList<>();
    int at = 0;
    while (at < keyFrames.size()) {
      kept.add(keyFrames.get(at));
      int good = at + 1;
      int distance = 2;
      while (at + distance <= keyFrames.size() && areGivenBack(keyFrames, at, at + distance)) {
        good = at + distance;
        distance *= 2;
      }
      int bad = Math.min(at + distance, keyFrames.size() + 1);
      while (bad - good > 1) {
        int middle = (good + bad) >>> 1;
        if (areGivenBack(keyFrames, at, middle)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      at = good;
    }
    return kept;
  }

  /** Whether those between are not needed; the end beyond the last one means holding the first. */
  private boolean areGivenBack(List<ToolObject> keyFrames, int from, int to) {
    ToolObject start = keyFrames.get(from);
    if (start.marks().interpolationStopped()) {
      return false;
    }
    Optional<ToolObject> end =
        to < keyFrames.size() ? Optional.of(keyFrames.get(to)) : Optional.empty();
    TrackStep step = TrackStep.first(start, end, Interpolation.COMPLETE);
    for (int i = from + 1; i < to; i++) {
      ToolObject between = keyFrames.get(i);
      boolean isGivenBack =
          step.at(between.pageOrFirst()).filter(made -> isSame(made, between)).isPresent();
      if (!isGivenBack) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(ToolObject made, ToolObject given) {
    return made.marks().withKeyFrame(false).equals(given.marks().withKeyFrame(false))
        && made.schemaId().equals(given.schemaId())
        && made.title().equals(given.title())
        && made.extras().equals(given.extras())
        && made.classifications().equals(given.classifications())
        && Deviation.between(made.geometry(), given.geometry()) <= tolerance;
  }
}
