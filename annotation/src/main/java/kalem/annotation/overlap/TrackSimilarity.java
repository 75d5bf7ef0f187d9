package kalem.annotation.overlap;

import java.util.Optional;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.video.FrameRange;
import kalem.annotation.video.Track;

/** How alike two objects are through a video. */
final class TrackSimilarity {
  private TrackSimilarity() {}

  static double between(Track one, Track other, int frameTotal, Similarity similarity) {
    int first = Math.min(start(one, frameTotal), start(other, frameTotal));
    int last = Math.max(end(one, frameTotal), end(other, frameTotal));
    double sum = 0;
    int frames = 0;
    for (int frame = first; frame <= last; frame++) {
      Optional<ToolObject> here = one.at(frame);
      Optional<ToolObject> there = other.at(frame);
      if (here.isPresent() || there.isPresent()) {
        frames++;
      }
      if (here.isPresent() && there.isPresent()) {
        sum += similarity.of(here.get().geometry(), there.get().geometry());
      }
    }
    return frames == 0 ? 0 : sum / frames;
  }

  private static int start(Track track, int frameTotal) {
    return track.ranges(frameTotal).stream().mapToInt(FrameRange::from).min().orElse(frameTotal);
  }

  private static int end(Track track, int frameTotal) {
    return track.ranges(frameTotal).stream().mapToInt(FrameRange::to).max().orElse(-1);
  }
}
