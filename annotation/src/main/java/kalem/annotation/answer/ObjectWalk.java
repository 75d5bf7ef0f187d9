package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import kalem.annotation.ProblemCode;
import kalem.annotation.json.JsonPart;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Goes through the tool objects of labels that are too large to be held, and hands on those that
 * are in order, one by one.
 */
final class ObjectWalk {
  private final List<LabelSource.Found> lists;
  private final IntakeState state;
  private final ToolReader tools;
  private final PlainObjects plain;
  private final Runnable after;

  /**
   * A walk before its first object.
   *
   * @param after is done after each entry, so that no report grows long
   */
  ObjectWalk(LabelSource.Text text, IntakeState state, ToolReader tools, Runnable after) {
    this.after = after;
    this.lists = text.tools();
    this.state = state;
    this.tools = tools;
    this.plain = new PlainObjects(state);
  }

  /** Takes an object and where it stands. */
  interface Visitor {
    /**
     * An object in order.
     *
     * @param from its first byte in its list
     * @param flags of {@link FrameIndex} that say where it comes from
     */
    void object(ToolObject object, Path path, long from, int length, int flags);
  }

  /** Where an object stands; its text is made only when it is told. */
  record Path(String list, int index, String suffix) {
    String text() {
      return list + "[" + index + "]" + suffix;
    }
  }

  void walk(Visitor visitor) {
    for (int i = 0; i < lists.size(); i++) {
      list(lists.get(i), i == 0 ? 0 : FrameIndex.IN_SECOND_LIST, visitor);
    }
  }

  private String path(LabelSource.Found list) {
    String root = state.context().path();
    return root.isEmpty() ? list.path() : root + "." + list.path();
  }

  private void list(LabelSource.Found list, int flags, Visitor visitor) {
    String path = path(list);
    try (JsonParser tokens = list.value().tokens()) {
      if (tokens.nextToken() != JsonToken.START_ARRAY) {
        if (tokens.currentToken() != JsonToken.VALUE_NULL) {
          state.report().fault(ProblemCode.NOT_A_LIST, path, "Must be a list.");
        }
        return;
      }
      int depth = tokens.streamReadContext().getNestingDepth();
      for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
        long from = tokens.currentTokenLocation().getByteOffset();
        Optional<ToolObject> object = plain.read(tokens);
        LongText.toEnd(tokens, depth);
        long to = tokens.currentLocation().getByteOffset();
        if (object.isPresent()) {
          Path at = new Path(path, i, "");
          tools
              .read(object.get(), path, i)
              .ifPresent(read -> visitor.object(read, at, from, (int) (to - from), flags));
        } else {
          entry(list.value().part(from, to), path, i, from, flags, visitor);
        }
        after.run();
      }
    } catch (JacksonException beyond) {
      LongText.unreadable(path, state.report(), beyond);
    }
  }

  private void entry(JsonPart part, String list, int index, long from, int flags, Visitor visitor) {
    String path = list + "[" + index + "]";
    try {
      // Only a track has so many frames that these are read one by one.
      if (part.length() > LabelSource.LONGEST_IN_MEMORY) {
        new LongTrack(part, state.context().asset().pageTotal())
            .read(
                frame -> visit(frame, list, index, from, 0, flags | FrameIndex.OF_TRACK, visitor));
        return;
      }
      JsonNode tree = part.tree();
      List<TrackForm.Frame> frames = TrackForm.flat(tree, state.context().asset().pageTotal());
      boolean isTrack = frames.size() != 1 || !frames.getFirst().path().isEmpty();
      for (TrackForm.Frame frame : frames) {
        visit(
            frame,
            list,
            index,
            from,
            (int) part.length(),
            isTrack ? flags | FrameIndex.OF_TRACK : flags,
            visitor);
      }
    } catch (JacksonException beyond) {
      LongText.unreadable(path, state.report(), beyond);
    }
  }

  private void visit(
      TrackForm.Frame frame,
      String list,
      int index,
      long from,
      int length,
      int flags,
      Visitor visitor) {
    Path path = new Path(list, index, frame.path());
    tools
        .read(frame.object(), path.text())
        .ifPresent(read -> visitor.object(read, path, from, length, flags));
    after.run();
  }
}
