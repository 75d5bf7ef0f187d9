package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Decides which entries of a large labeling are stored: of two of one object on one page the last;
 * of objects with marked key frames only these; of objects with an entry on every frame those that
 * interpolation does not give back. The same as {@link FrameEntries} and the reduction do with
 * labels in memory.
 */
final class FrameSelection {
  /** Text of the entries of one track that are compared at a time. */
  private static final long WINDOW_BYTES = 4 << 20;

  private final FrameIndex index;
  private final BitSet dropped = new BitSet();
  private final BitSet repeats = new BitSet();

  private FrameSelection(FrameIndex index) {
    this.index = index;
  }

  /**
   * Looks at all objects.
   *
   * @param reduction takes from the entries of one object, which are on every frame, those that are
   *     not needed
   * @param reader reads an entry again
   */
  static FrameSelection of(
      FrameIndex index, UnaryOperator<Answer> reduction, IntFunction<ToolObject> reader) {
    FrameSelection selection = new FrameSelection(index);
    int[] entries = index.byObject();
    int from = 0;
    while (from < entries.length) {
      int to = from + 1;
      while (to < entries.length && index.object(entries[to]) == index.object(entries[from])) {
        to++;
      }
      if (to - from > 1) {
        selection.object(entries, from, to, reduction, reader);
      }
      from = to;
    }
    return selection;
  }

  /** Whether an entry is not stored. */
  boolean isDropped(int entry) {
    return dropped.get(entry);
  }

  /** Whether an earlier entry has the same object and page. */
  boolean isRepeat(int entry) {
    return repeats.get(entry);
  }

  private void object(
      int[] entries,
      int from,
      int to,
      UnaryOperator<Answer> reduction,
      IntFunction<ToolObject> reader) {
    boolean isMarked = false;
    for (int i = from; i < to; i++) {
      isMarked |= index.is(entries[i], FrameIndex.KEY_FRAME);
      if (i > from && index.page(entries[i]) == index.page(entries[i - 1])) {
        repeats.set(entries[i]);
        dropped.set(entries[i - 1]);
      }
    }
    if (isMarked) {
      for (int i = from; i < to; i++) {
        if (!index.is(entries[i], FrameIndex.KEY_FRAME | FrameIndex.STOPPED)) {
          dropped.set(entries[i]);
        }
      }
    } else {
      reduce(left(entries, from, to), reduction, reader);
    }
  }

  private int[] left(int[] entries, int from, int to) {
    int[] left = new int[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!dropped.get(entries[i])) {
        left[count++] = entries[i];
      }
    }
    return Arrays.copyOf(left, count);
  }

  private void reduce(
      int[] track, UnaryOperator<Answer> reduction, IntFunction<ToolObject> reader) {
    if (track.length < 3 || !isOnEveryFrame(track)) {
      return;
    }
    int from = 0;
    while (from < track.length - 1) {
      int to = from;
      long bytes = 0;
      List<ToolObject> window = new ArrayList<>();
      while (to < track.length && (bytes < WINDOW_BYTES || to - from < 2)) {
        window.add(reader.apply(track[to]));
        bytes += index.length(track[to]);
        to++;
      }
      Set<OptionalInt> kept = new HashSet<>();
      reduction
          .apply(new Answer(window, List.of(), List.of()))
          .tools()
          .forEach(object -> kept.add(object.marks().page()));
      boolean isEnd = to == track.length;
      for (int i = from; i < to; i++) {
        // The next window begins where this one ends, so that entry stays.
        boolean isBorder = i == to - 1 && !isEnd;
        if (!isBorder && !kept.contains(window.get(i - from).marks().page())) {
          dropped.set(track[i]);
        }
      }
      from = isEnd ? to : to - 1;
    }
  }

  private boolean isOnEveryFrame(int[] track) {
    for (int i = 0; i < track.length; i++) {
      if (index.page(track[i]) < 0 || index.is(track[i], FrameIndex.OF_TRACK)) {
        return false;
      }
      boolean hasGap =
          i + 1 < track.length
              && !index.is(track[i], FrameIndex.STOPPED)
              && index.page(track[i + 1]) != index.page(track[i]) + 1;
      if (hasGap) {
        return false;
      }
    }
    return true;
  }
}
