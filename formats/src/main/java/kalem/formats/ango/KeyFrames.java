package kalem.formats.ango;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.video.Deviation;
import kalem.annotation.video.Interpolation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps those tool objects of an answer that are not the outcome of interpolation (import-format
 * section 5.1): of a track that marks its key frames only these and its stops, of one that marks
 * none whatever the frames around it would not bring about. So a video needs memory for its key
 * frames, however many frames the file lists.
 */
final class KeyFrames {
  /** What differs less has only been computed in another order. */
  private static final double SAME = 1e-6;

  private final boolean isVideo;
  private final Map<String, Track> tracks = new HashMap<>();
  private final List<Placed> others = new ArrayList<>();
  private int added;

  /**
   * Begins an answer.
   *
   * @param isVideo whether frames may be left out though no key frame is marked
   */
  KeyFrames(boolean isVideo) {
    this.isVideo = isVideo;
  }

  /** An object with its place among all that were added. */
  private record Placed(int place, ToolObject object) {
    int page() {
      return object.marks().page().orElse(0);
    }
  }

  void add(ToolObject object) {
    Placed placed = new Placed(added++, object);
    OptionalInt page = object.marks().page();
    if (page.isEmpty() || object.objectId().isEmpty()) {
      others.add(placed);
    } else {
      tracks.computeIfAbsent(object.objectId(), id -> new Track()).add(placed);
    }
  }

  /** The shape an object had last; a stop may come without one. */
  Optional<Geometry> lastShape(String objectId) {
    return Optional.ofNullable(tracks.get(objectId)).map(track -> track.last);
  }

  /** What was kept, in the order it came. */
  List<ToolObject> kept() {
    return Stream.concat(
            others.stream(), tracks.values().stream().flatMap(track -> track.finish().stream()))
        .sorted(Comparator.comparingInt(Placed::place))
        .map(Placed::object)
        .toList();
  }

  private final class Track {
    private final List<Placed> kept = new ArrayList<>(1);
    private boolean isMarked;
    private @Nullable Placed anchor;
    private @Nullable Placed pending;
    private @Nullable Geometry last;

    void add(Placed placed) {
      last = placed.object().geometry();
      if (placed.object().marks().keyFrame()) {
        if (!isMarked) {
          isMarked = true;
          pending = null;
          kept.removeIf(each -> !each.object().marks().interpolationStopped());
        }
        kept.add(placed);
      } else if (placed.object().marks().interpolationStopped()) {
        settle();
        kept.add(placed);
        anchor = null;
      } else if (!isMarked) {
        addUnmarked(placed);
      }
    }

    private void addUnmarked(Placed placed) {
      Placed from = anchor;
      Placed middle = pending;
      if (!isVideo) {
        kept.add(placed);
      } else if (from == null) {
        kept.add(placed);
        anchor = placed;
      } else if (placed.page() != (middle == null ? from : middle).page() + 1) {
        // Frames with a gap between them were given as key frames.
        settle();
        kept.add(placed);
        anchor = placed;
      } else {
        if (middle != null
            && !isBetween(from, middle, placed.object().geometry(), share(from, middle, placed))) {
          kept.add(middle);
          anchor = middle;
        }
        pending = placed;
      }
    }

    /** The last frame before a stop or the end decides what follows, so it is kept. */
    private void settle() {
      if (pending != null) {
        kept.add(pending);
        pending = null;
      }
    }

    private static double share(Placed from, Placed middle, Placed to) {
      return (double) (middle.page() - from.page()) / (to.page() - from.page());
    }

    private static boolean isBetween(Placed from, Placed middle, Geometry to, double share) {
      ToolObject before = from.object();
      ToolObject between = middle.object();
      return before.classifications().equals(between.classifications())
          && before.marks().lock() == between.marks().lock()
          && before.schemaId().equals(between.schemaId())
          && before.extras().equals(between.extras())
          && isMade(between.geometry(), before.geometry(), to, share);
    }

    private static boolean isMade(Geometry given, Geometry from, Geometry to, double share) {
      try {
        return Deviation.between(given, Interpolation.between(from, to, share)) <= SAME;
      } catch (BadGeometryException beyondTheNumbers) {
        return false;
      }
    }

    List<Placed> finish() {
      Placed from = anchor;
      Placed end = pending;
      boolean isHeld =
          from != null && end != null && isBetween(from, end, from.object().geometry(), 1);
      if (!isHeld) {
        settle();
      }
      return kept;
    }
  }
}
