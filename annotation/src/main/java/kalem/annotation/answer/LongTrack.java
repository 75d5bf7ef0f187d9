package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import kalem.annotation.answer.TrackForm.Frame;
import kalem.annotation.json.JsonPart;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A track of more frames than can be held, spread frame by frame as {@link TrackForm} does. */
final class LongTrack {
  private final JsonPart track;
  private final OptionalInt pageTotal;
  private final ObjectNode common = JsonNodeFactory.instance.objectNode();
  private long framesFrom = -1;
  private long framesTo;
  private List<Stop> stops = List.of();

  LongTrack(JsonPart track, OptionalInt pageTotal) {
    this.track = track;
    this.pageTotal = pageTotal;
    members();
  }

  /** A frame from which on the object is gone, and the last frame of the track before it. */
  private static final class Stop {
    private final int range;
    private final int goneFrom;
    private int before = -1;
    private boolean isGiven;

    Stop(int range, int goneFrom) {
      this.range = range;
      this.goneFrom = goneFrom;
    }
  }

  private void members() {
    try (JsonParser tokens = track.tokens()) {
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        if (tokens.nextToken() == JsonToken.START_ARRAY && key.equals("frames")) {
          framesFrom = tokens.currentTokenLocation().getByteOffset();
          tokens.skipChildren();
          framesTo = tokens.currentLocation().getByteOffset();
        } else {
          JsonNode value = tokens.readValueAsTree();
          common.set(key, value);
        }
      }
    }
  }

  /** Hands on the frames; an entry that is no track is handed on as it stands. */
  void read(Consumer<Frame> frames) {
    if (framesFrom < 0 || StoredAnswer.geometryKey(common).isPresent()) {
      frames.accept(new Frame(common, ""));
      return;
    }
    stops = stops(common.path("ranges"));
    common.remove(List.of("ranges", "geometryType"));
    if (!stops.isEmpty()) {
      eachFrame((frame, index) -> stops.forEach(stop -> meet(stop, page(frame), index)));
    }
    eachFrame(
        (frame, index) -> {
          ObjectNode merged = TrackForm.merged(common, frame);
          frames.accept(new Frame(merged, ".frames[" + index + "]"));
          stops.stream()
              .filter(stop -> stop.before == index && !stop.isGiven)
              .forEach(stop -> frames.accept(stopped(merged, stop)));
        });
  }

  private List<Stop> stops(JsonNode ranges) {
    List<Stop> found = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      int goneFrom = TrackForm.goneFrom(ranges, i);
      boolean isLast = i + 1 == ranges.size();
      if (!isLast || goneFrom < pageTotal.orElse(goneFrom)) {
        found.add(new Stop(i, goneFrom));
      }
    }
    return found;
  }

  private static void meet(Stop stop, int page, int index) {
    stop.isGiven |= page == stop.goneFrom;
    if (page < stop.goneFrom) {
      stop.before = index;
    }
  }

  private static int page(JsonNode frame) {
    return frame.path("page").asInt(0);
  }

  private static Frame stopped(ObjectNode last, Stop stop) {
    return new Frame(TrackForm.stopped(last, stop.goneFrom), ".ranges[" + stop.range + "]");
  }

  private interface Visitor {
    void frame(JsonNode frame, int index);
  }

  private void eachFrame(Visitor visitor) {
    try (JsonParser tokens = track.part(framesFrom, framesTo).tokens()) {
      tokens.nextToken();
      for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
        visitor.frame(tokens.readValueAsTree(), i);
      }
    }
  }
}
