package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spreads the track form of a video object (export-format section 9.2) into one entry per frame.
 */
final class TrackForm {
  private TrackForm() {}

  /**
   * One entry of the flat form.
   *
   * @param path what its place adds to that of the track
   */
  record Frame(JsonNode object, String path) {}

  /** The frames of a track, or the object itself when it is none. */
  static List<Frame> flat(JsonNode object, OptionalInt pageTotal) {
    if (!object.path("frames").isArray() || StoredAnswer.geometryKey(object).isPresent()) {
      return List.of(new Frame(object, ""));
    }
    ObjectNode common = ((ObjectNode) object).deepCopy();
    JsonNode frames = common.remove("frames");
    JsonNode ranges = object.path("ranges");
    common.remove(List.of("ranges", "geometryType"));
    List<Frame> flat = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      flat.add(new Frame(merged(common, frames.get(i)), ".frames[" + i + "]"));
    }
    for (int i = 0; i < ranges.size(); i++) {
      stop(ranges, i, flat, pageTotal);
    }
    return flat;
  }

  /** A frame with what all frames of its track share. */
  static ObjectNode merged(ObjectNode common, JsonNode frame) {
    ObjectNode merged = common.deepCopy();
    frame.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
    return merged;
  }

  /** A range ends where the object disappears, unless it ends with the video. */
  private static void stop(JsonNode ranges, int index, List<Frame> flat, OptionalInt pageTotal) {
    int goneFrom = goneFrom(ranges, index);
    boolean isLast = index + 1 == ranges.size();
    if (isLast && goneFrom >= pageTotal.orElse(goneFrom)) {
      return;
    }
    int before = -1;
    for (int i = 0; i < flat.size(); i++) {
      int page = flat.get(i).object().path("page").asInt(0);
      if (page == goneFrom) {
        return;
      }
      before = page < goneFrom ? i : before;
    }
    if (before >= 0) {
      ObjectNode stopped = stopped(flat.get(before).object(), goneFrom);
      flat.add(before + 1, new Frame(stopped, ".ranges[" + index + "]"));
    }
  }

  /** The frame from which on an object is gone, at the end of a range of frames. */
  static int goneFrom(JsonNode ranges, int index) {
    return ranges.path(index).path(1).asInt(Integer.MAX_VALUE - 1) + 1;
  }

  /** The entry that says so, with the shape of the last frame before. */
  static ObjectNode stopped(JsonNode last, int goneFrom) {
    ObjectNode stopped = ((ObjectNode) last).deepCopy();
    stopped.put("page", goneFrom).put("interpolationStopped", true).remove("keyFrame");
    return stopped;
  }
}
