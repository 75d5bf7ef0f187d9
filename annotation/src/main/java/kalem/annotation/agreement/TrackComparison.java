package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.video.FrameRange;
import kalem.annotation.video.FrameWalk;
import kalem.annotation.video.Track;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tracks of one class: the mean similarity over the frames on which either is visible.
 * Walks through the video once, so that a frame costs as much as there are objects on it and pairs
 * that meet there, and tracks that never meet are not compared at all.
 */
final class TrackComparison {
  private final SchemaClass owner;
  private final ShapeSimilarity similarity;
  private final int frameTotal;
  private final Map<Candidates.Pair, Shared> shared = new LinkedHashMap<>();

  private TrackComparison(SchemaClass owner, ShapeSimilarity similarity, int frameTotal) {
    this.owner = owner;
    this.similarity = similarity;
    this.frameTotal = frameTotal;
  }

  /** All pairs of tracks that are alike on any frame. */
  static List<MatchedPair> pairs(
      SchemaClass owner,
      List<Track> one,
      List<Track> other,
      ShapeSimilarity similarity,
      int frameTotal) {
    TrackComparison comparison = new TrackComparison(owner, similarity, frameTotal);
    comparison.walk(one, other);
    return comparison.pairs(one, other);
  }

  private void walk(List<Track> one, List<Track> other) {
    Map<String, Integer> places = places(one);
    Map<String, Integer> otherPlaces = places(other);
    FrameWalk walk = walk(one);
    FrameWalk otherWalk = walk(other);
    for (int frame = 0; frame < frameTotal && !(walk.isOver() || otherWalk.isOver()); frame++) {
      List<ToolObject> here = walk.visibleAt(frame);
      List<ToolObject> there = otherWalk.visibleAt(frame);
      for (Candidates.Pair pair : Candidates.of(shapes(here), shapes(there), similarity.reach())) {
        ToolObject object = here.get(pair.one());
        ToolObject partner = there.get(pair.other());
        shared
            .computeIfAbsent(
                new Candidates.Pair(
                    Objects.requireNonNull(places.get(object.objectId())),
                    Objects.requireNonNull(otherPlaces.get(partner.objectId()))),
                _ -> new Shared())
            .add(object, partner);
      }
    }
  }

  private static FrameWalk walk(List<Track> tracks) {
    return new FrameWalk(tracks.stream().map(track -> track.steps().iterator()).toList());
  }

  private static Map<String, Integer> places(List<Track> tracks) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      places.put(tracks.get(i).objectId(), i);
    }
    return places;
  }

  private static List<Geometry> shapes(List<ToolObject> objects) {
    return objects.stream().map(ToolObject::geometry).toList();
  }

  private List<MatchedPair> pairs(List<Track> one, List<Track> other) {
    List<MatchedPair> pairs = new ArrayList<>();
    shared.forEach(
        (pair, found) -> {
          List<FrameRange> here = one.get(pair.one()).ranges(frameTotal);
          List<FrameRange> there = other.get(pair.other()).ranges(frameTotal);
          long either = frames(here) + frames(there) - framesOfBoth(here, there);
          if (found.sum > 0) {
            double mean = Math.min(1, found.sum / either);
            pairs.add(new MatchedPair(pair.one(), pair.other(), mean));
          }
        });
    return pairs;
  }

  private long frames(List<FrameRange> ranges) {
    return ranges.stream().mapToLong(range -> overlap(range, range)).sum();
  }

  private long framesOfBoth(List<FrameRange> one, List<FrameRange> other) {
    long both = 0;
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      both += overlap(one.get(i), other.get(j));
      if (one.get(i).to() < other.get(j).to()) {
        i++;
      } else {
        j++;
      }
    }
    return both;
  }

  private long overlap(FrameRange one, FrameRange other) {
    int from = Math.max(one.from(), other.from());
    int to = Math.min(Math.min(one.to(), other.to()), frameTotal - 1);
    return Math.max(0, to - from + 1L);
  }

  /** What a pair of tracks had in common so far. */
  private final class Shared {
    private double sum;
    private double last;
    private @Nullable Geometry shape;
    private @Nullable Geometry partnerShape;

    private void add(ToolObject object, ToolObject partner) {
      // Shapes that do not move need not be measured frame after frame.
      boolean isAsBefore =
          object.geometry().equals(shape) && partner.geometry().equals(partnerShape);
      if (!isAsBefore) {
        shape = object.geometry();
        partnerShape = partner.geometry();
        last = similarity.ofShapes(shape, partnerShape);
      }
      sum += similarity.withNested(owner, last, object, partner);
    }
  }
}
