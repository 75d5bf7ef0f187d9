package kalem.annotation.video;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kalem.annotation.answer.ToolObject;

/** The objects of a video, each with its key frames. */
public final class Tracks {
  private final List<Track> tracks;

  private Tracks(List<Track> tracks) {
    this.tracks = tracks;
  }

  /** The tracks that the entries of an answer make, by the complete rules. */
  public static Tracks of(List<ToolObject> entries) {
    return of(entries, Interpolation.COMPLETE);
  }

  /**
   * The tracks that the entries of an answer make (export-format section 9.1). When entries of an
   * object are marked as key frames, its other entries are left out, but those where it disappears.
   */
  public static Tracks of(List<ToolObject> entries, Interpolation interpolation) {
    Map<String, List<ToolObject>> byId = new LinkedHashMap<>();
    entries.forEach(
        entry -> byId.computeIfAbsent(entry.objectId(), _ -> new ArrayList<>()).add(entry));
    List<Track> tracks = new ArrayList<>();
    byId.forEach((objectId, own) -> tracks.add(Track.of(objectId, own, interpolation)));
    return new Tracks(List.copyOf(tracks));
  }

  /** One track for each object, in the order in which the objects were made. */
  public List<Track> tracks() {
    return tracks;
  }

  /** The objects visible on a frame, in the order in which they were made. */
  public List<ToolObject> at(int frame) {
    return tracks.stream().flatMap(track -> track.at(frame).stream()).toList();
  }

  /** A walk through the frames, cheaper than asking for each. */
  public FrameWalk walk() {
    return new FrameWalk(tracks.stream().map(track -> track.steps().iterator()).toList());
  }
}
