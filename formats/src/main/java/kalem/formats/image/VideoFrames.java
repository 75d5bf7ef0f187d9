package kalem.formats.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.video.FrameRange;
import kalem.annotation.video.FrameWalk;
import kalem.annotation.video.Track;
import kalem.annotation.video.Tracks;
import kalem.formats.LabeledRow;

/**
 * The frames of a video that show an object, or of those only the ones on which an object was set
 * or is seen for the last time.
 */
final class VideoFrames implements Iterator<RowImage> {
  private final LabeledRow row;
  private final FrameAnswers answers;
  private final FrameWalk walk;

  /** The frames to choose from when not all are wanted. */
  private final Optional<NavigableSet<Integer>> chosen;

  /** Objects that are gone on the frame after this one. */
  private final Map<Integer, Set<String>> endings = new HashMap<>();

  private final int frames;
  private int next;
  private Optional<RowImage> upcoming;

  VideoFrames(LabeledRow row, boolean onlyKeyFrames) {
    this.row = row;
    this.answers = new FrameAnswers(row.answer().classifications());
    Tracks tracks = Tracks.of(row.answer().tools());
    this.frames = row.media().frameTotal().orElse(lastFrame(row) + 1);
    NavigableSet<Integer> keyFrames = new TreeSet<>();
    for (Track track : tracks.tracks()) {
      track.keyFrames().forEach(each -> keyFrames.add(each.pageOrFirst()));
      for (FrameRange range : track.ranges(frames)) {
        if (range.to() < frames - 1) {
          endings.computeIfAbsent(range.to(), _ -> new HashSet<>()).add(track.objectId());
          keyFrames.add(range.to());
        }
      }
    }
    this.chosen = onlyKeyFrames ? Optional.of(keyFrames) : Optional.empty();
    this.walk = tracks.walk();
    this.upcoming = find();
  }

  private static int lastFrame(LabeledRow row) {
    return row.answer().tools().stream().mapToInt(ToolObject::pageOrFirst).max().orElse(0);
  }

  private Optional<RowImage> find() {
    while (next < frames) {
      int frame = next;
      if (chosen.isPresent()) {
        Integer key = chosen.get().ceiling(frame);
        if (key == null || key >= frames) {
          return Optional.empty();
        }
        frame = key;
      }
      next = frame + 1;
      List<ToolObject> objects = walk.visibleAt(frame);
      if (!objects.isEmpty()) {
        return Optional.of(at(frame, objects));
      }
      if (walk.isOver()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private RowImage at(int frame, List<ToolObject> objects) {
    return new RowImage(
        row,
        OptionalInt.of(frame),
        true,
        objects,
        endings.getOrDefault(frame, Set.of()),
        answers.at(frame),
        answers.ofAsset());
  }

  @Override
  public boolean hasNext() {
    return upcoming.isPresent();
  }

  @Override
  public RowImage next() {
    RowImage image = upcoming.orElseThrow(NoSuchElementException::new);
    upcoming = find();
    return image;
  }
}
