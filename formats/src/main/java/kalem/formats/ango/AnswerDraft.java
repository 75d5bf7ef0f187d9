package kalem.formats.ango;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.StoredEntries;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import kalem.formats.FormatReport;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the lists of one answer, entry by entry. */
final class AnswerDraft {
  private final TitleLookup classes;
  private final FormatReport report;
  private final OptionalInt frameTotal;
  private final KeyFrames tools;
  private final List<ClassificationAnswer> classifications = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();

  /**
   * Begins an answer.
   *
   * @param isVideo whether the asset is known to be a video
   * @param frameTotal its length, when known
   */
  AnswerDraft(TitleLookup classes, FormatReport report, boolean isVideo, OptionalInt frameTotal) {
    this.classes = classes;
    this.report = report;
    this.frameTotal = frameTotal;
    this.tools = new KeyFrames(isVideo);
  }

  Answer finish() {
    return new Answer(tools.kept(), classifications, relations);
  }

  /**
   * Reads one of the lists.
   *
   * @param tokens stand on the value of the member
   * @return whether the key is that of a list of an answer; if not, nothing was read
   */
  boolean take(String key, JsonParser tokens, String place) {
    switch (key) {
      case "tools", "objects" -> entries(tokens, key, place, this::tool);
      case "classifications" -> entries(tokens, key, place, this::classification);
      case "relations" -> entries(tokens, key, place, this::relation);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void entries(JsonParser tokens, String key, String place, Consumer<ObjectNode> action) {
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      tokens.skipChildren();
      return;
    }
    for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
      if (tokens.currentToken() != JsonToken.START_OBJECT) {
        tokens.skipChildren();
        report.leftOut("An entry that is no object.", place + "." + key + "[" + i + "]");
        continue;
      }
      ObjectNode entry = entry(tokens);
      try {
        action.accept(entry);
      } catch (IllegalArgumentException unusable) {
        report.leftOut(unusable.getMessage() + ".", place + "." + key + "[" + i + "]");
      }
    }
  }

  private void tool(ObjectNode entry) {
    classes.tool(entry);
    Optional<Geometry> shape = stopShape(entry);
    if (shape.isPresent()) {
      tools.add(StoredEntries.tool(entry, shape.get()));
    } else {
      StoredEntries.tools(entry, frameTotal).forEach(tools::add);
    }
  }

  /** A stop without a shape has the last one of its object. */
  private Optional<Geometry> stopShape(ObjectNode entry) {
    boolean hasShape =
        entry.has("frames")
            || entry.propertyNames().stream()
                .anyMatch(
                    key ->
                        ClassKind.ofKey(key)
                            .filter(kind -> kind.section() == Section.TOOLS)
                            .isPresent());
    return hasShape || !isStop(entry)
        ? Optional.empty()
        : tools.lastShape(entry.path("objectId").asString(""));
  }

  private void classification(ObjectNode entry) {
    classes.classification(entry);
    classifications.add(StoredEntries.classification(entry));
  }

  private void relation(ObjectNode entry) {
    classes.relation(entry);
    relations.add(StoredEntries.relation(entry));
  }

  private static ObjectNode entry(JsonParser tokens) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      boolean isFrames = tokens.nextToken() == JsonToken.START_ARRAY && key.equals("frames");
      entry.set(key, isFrames ? frames(tokens) : tokens.readValueAsTree());
    }
    return entry;
  }

  /** The frames of a track: once one is marked as key frame, only those that are. */
  private static ArrayNode frames(JsonParser tokens) {
    ArrayNode frames = JsonNodeFactory.instance.arrayNode();
    boolean isMarked = false;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      JsonNode frame = tokens.readValueAsTree();
      boolean isKey = frame.path("keyFrame").asBoolean(false);
      if (isKey && !isMarked) {
        isMarked = true;
        frames.removeIf(each -> !isStop(each));
      }
      if (frame.isObject() && (isKey || !isMarked || isStop(frame))) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static boolean isStop(JsonNode frame) {
    return frame.path("interpolationStopped").asBoolean(false);
  }
}
