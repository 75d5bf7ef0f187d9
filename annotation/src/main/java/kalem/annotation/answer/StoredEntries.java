package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.json.JsonText;
import kalem.annotation.json.JsonTree;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the text of a stored answer entry by entry, of whatever length it is. */
public final class StoredEntries {
  private StoredEntries() {}

  /**
   * Hands on every entry in the order of the text, without any schema.
   *
   * @param text what {@link Answer#json} wrote, as tokens
   * @throws IllegalArgumentException when the text is not that of an answer
   */
  public static void read(JsonParser text, Consumer<Entry> each) {
    read(text, id -> true, each);
  }

  /**
   * Hands on the entries with wanted object ids; the others are passed over without being read into
   * memory.
   *
   * @throws IllegalArgumentException when the text is not that of an answer
   */
  public static void read(JsonParser text, Predicate<String> wanted, Consumer<Entry> each) {
    require(text.nextToken() == JsonToken.START_OBJECT);
    while (text.nextToken() == JsonToken.PROPERTY_NAME) {
      list(text, wanted, each);
    }
  }

  /** A tool object by its text. */
  public static ToolObject tool(byte[] text, int offset, int length) {
    return unmarked(StoredAnswer.tool(JsonText.parse(text, offset, length)));
  }

  /** An answered question by its text. */
  public static ClassificationAnswer classification(byte[] text, int offset, int length) {
    return StoredAnswer.classification(JsonText.parse(text, offset, length));
  }

  /** The texts of videos say of each frame that it is a key frame, as exports copy them. */
  private static ToolObject unmarked(ToolObject tool) {
    return tool.marks().keyFrame() ? tool.withMarks(tool.marks().withKeyFrame(false)) : tool;
  }

  /** An answer of only the entries with wanted object ids. */
  public static Answer matching(JsonParser text, Predicate<String> wanted) {
    List<ToolObject> tools = new ArrayList<>();
    List<ClassificationAnswer> classifications = new ArrayList<>();
    List<Relation> relations = new ArrayList<>();
    read(
        text,
        wanted,
        entry -> {
          switch (entry) {
            case ToolObject tool -> tools.add(tool);
            case ClassificationAnswer answer -> classifications.add(answer);
            case Relation relation -> relations.add(relation);
          }
        });
    return new Answer(tools, classifications, relations);
  }

  private static void list(JsonParser tokens, Predicate<String> wanted, Consumer<Entry> each) {
    String section = tokens.currentName();
    require(tokens.nextToken() == JsonToken.START_ARRAY);
    while (tokens.nextToken() == JsonToken.START_OBJECT) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      boolean isWanted = true;
      // The id stands first, so what is not wanted need not be built.
      while (isWanted && tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        tokens.nextToken();
        JsonNode value = JsonTree.read(tokens);
        node.set(key, value);
        isWanted = !key.equals("objectId") || wanted.test(value.asString(""));
      }
      if (isWanted) {
        each.accept(entry(section, node));
      } else {
        skip(tokens);
      }
    }
  }

  private static void skip(JsonParser tokens) {
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      tokens.nextToken();
      tokens.skipChildren();
    }
  }

  private static Entry entry(String section, ObjectNode node) {
    return switch (section) {
      case "tools" -> unmarked(StoredAnswer.tool(node));
      case "classifications" -> StoredAnswer.classification(node);
      case "relations" -> StoredAnswer.relation(node);
      default -> throw new IllegalArgumentException("An answer has no list " + section);
    };
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("The text is not that of a stored answer");
    }
  }

  /**
   * The tool objects of one entry: one, or one per frame when the entry is in the track form
   * (export-format section 9.2).
   *
   * @param pageTotal frames of the video; without it a track that ends is taken to end early
   * @throws IllegalArgumentException when the entry has no geometry
   */
  public static List<ToolObject> tools(JsonNode entry, OptionalInt pageTotal) {
    return TrackForm.flat(entry, pageTotal).stream()
        .map(frame -> StoredAnswer.tool(LegacyPdf.modern(frame.object()).orElse(frame.object())))
        .toList();
  }

  /** A tool object whose own geometry, if it has any, is passed over for another. */
  public static ToolObject tool(JsonNode entry, Geometry geometry) {
    return StoredAnswer.tool(entry, geometry);
  }

  /** One answered question with its nested answers. */
  public static ClassificationAnswer classification(JsonNode entry) {
    return StoredAnswer.classification(entry);
  }

  /** One relation. */
  public static Relation relation(JsonNode entry) {
    return StoredAnswer.relation(entry);
  }
}
