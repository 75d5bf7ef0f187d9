package kalem.annotation.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import kalem.annotation.answer.ToolObject;

/**
 * Goes through the frames of a video from the first to the last. A frame costs as much as there are
 * objects visible on it, and of each object only the present step is held.
 */
public final class FrameWalk {
  private final List<? extends Iterator<TrackStep>> tracks;

  /** The steps still to begin, one for each track that has any left. */
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingInt(each -> each.step.from()));

  /** The present step of each track that has an entry now, in the order of the tracks. */
  private final Map<Integer, TrackStep> present = new TreeMap<>();

  private int last = -1;

  /**
   * A walk before its first frame.
   *
   * @param tracks the steps of each object by rising frame, the objects in the order in which they
   *     were made
   */
  public FrameWalk(List<? extends Iterator<TrackStep>> tracks) {
    this.tracks = List.copyOf(tracks);
    for (int i = 0; i < tracks.size(); i++) {
      await(i);
    }
  }

  private void await(int track) {
    if (tracks.get(track).hasNext()) {
      waiting.add(new Waiting(track, tracks.get(track).next()));
    }
  }

  /**
   * The entries of the flat form for a frame (export-format section 9.1): visible objects, and
   * those that disappear on it.
   *
   * @throws IllegalArgumentException when the frame lies before the last one asked for
   */
  public List<ToolObject> entriesAt(int frame) {
    moveTo(frame);
    List<ToolObject> entries = new ArrayList<>(present.size());
    present.values().forEach(step -> step.entryAt(frame).ifPresent(entries::add));
    return entries;
  }

  /**
   * The objects visible on a frame.
   *
   * @throws IllegalArgumentException when the frame lies before the last one asked for
   */
  public List<ToolObject> visibleAt(int frame) {
    return entriesAt(frame).stream()
        .filter(entry -> !entry.marks().interpolationStopped())
        .toList();
  }

  /** Whether no object is there after the last frame asked for. */
  public boolean isOver() {
    return waiting.isEmpty() && present.values().stream().allMatch(TrackStep::isOff);
  }

  private void moveTo(int frame) {
    if (frame < last) {
      throw new IllegalArgumentException("A walk goes forward only");
    }
    if (frame > last) {
      present.values().removeIf(TrackStep::isOff);
    }
    last = frame;
    while (!waiting.isEmpty() && waiting.peek().step.from() <= frame) {
      Waiting due = waiting.remove();
      present.put(due.track, due.step);
      await(due.track);
    }
  }

  private record Waiting(int track, TrackStep step) {}
}
