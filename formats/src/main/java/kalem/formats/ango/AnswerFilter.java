package kalem.formats.ango;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import kalem.annotation.json.CompactJson;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Copies the members of stored answers. Texts that hold nothing to leave out are copied deflated as
 * they are, the others token by token; numbers are never read as numbers.
 */
final class AnswerFilter {
  private static final JsonFactory TOKENS = new JsonFactory();

  private static final String TOOLS = "tools";
  private static final String OBJECTS = "objects";
  private static final Set<String> PEOPLE = Set.of("createdBy", "updatedBy");

  private final PartStream target;
  private final CompactJson json;
  private final ExportOptions options;
  private final Optional<UnaryOperator<String>> displayName;

  /**
   * @param json writes to the target as well
   */
  AnswerFilter(PartStream target, CompactJson json, ExportOptions options) {
    this(target, json, options, Optional.empty());
  }

  /**
   * @param displayName of a person by e-mail; given, answers come in the legacy form, with {@code
   *     objects} for {@code tools} and names for e-mails
   */
  AnswerFilter(
      PartStream target,
      CompactJson json,
      ExportOptions options,
      Optional<UnaryOperator<String>> displayName) {
    this.target = target;
    this.json = json;
    this.options = options;
    this.displayName = displayName;
  }

  private String listKey(String key) {
    return displayName.isPresent() && key.equals(TOOLS) ? OBJECTS : key;
  }

  /**
   * Writes {@code tools}, {@code classifications} and {@code relations} into the object that is
   * open.
   */
  void writeMembers(AnswerMembers answer) throws IOException {
    if (answer.isNone()) {
      for (String key : List.of(listKey(TOOLS), "classifications", "relations")) {
        json.key(key).array().endArray();
      }
    } else if (mayHoldWhatIsLeftOut(answer)) {
      filter(answer);
    } else {
      json.comma();
      for (DeflatedPart part : answer.parts()) {
        target.part(part);
      }
    }
  }

  private boolean mayHoldWhatIsLeftOut(AnswerMembers answer) {
    return displayName.isPresent()
        || !options.includeMetadata()
        || (answer.hasSegmentations() && !options.includeSegmentationPoints())
        || (answer.hasPdfAreas() && !options.includePdfImages());
  }

  private void filter(AnswerMembers answer) throws IOException {
    try (InputStream text = answer.open();
        JsonParser tokens = TOKENS.createParser(ObjectReadContext.empty(), text)) {
      tokens.nextToken();
      while (tokens.nextToken() != JsonToken.END_OBJECT) {
        json.key(listKey(tokens.currentName()));
        tokens.nextToken();
        entries(tokens);
      }
    }
  }

  private void entries(JsonParser tokens) {
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      copy(tokens);
      return;
    }
    json.array();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      entry(tokens);
    }
    json.endArray();
  }

  private void entry(JsonParser tokens) {
    json.object();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      member(key, tokens);
    }
    json.endObject();
  }

  private void member(String key, JsonParser tokens) {
    if (key.equals("metadata") && !options.includeMetadata()) {
      tokens.skipChildren();
      return;
    }
    json.key(key);
    if (key.equals("classifications")) {
      entries(tokens);
    } else if (key.equals("metadata") && displayName.isPresent()) {
      metadata(tokens, displayName.get());
    } else if (key.equals("segmentation") && !options.includeSegmentationPoints()) {
      tokens.skipChildren();
      json.object().endObject();
    } else if (key.equals("pdf") && !options.includePdfImages()) {
      pdf(tokens, true);
    } else {
      copy(tokens);
    }
  }

  private void metadata(JsonParser tokens, UnaryOperator<String> names) {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      copy(tokens);
      return;
    }
    json.object();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      json.key(key);
      tokens.nextToken();
      if (PEOPLE.contains(key) && tokens.currentToken() == JsonToken.VALUE_STRING) {
        json.string(names.apply(tokens.getString()));
      } else {
        copy(tokens);
      }
    }
    json.endObject();
  }

  /** The image stands at {@code pdf.content.image}. */
  private void pdf(JsonParser tokens, boolean isOuter) {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      copy(tokens);
      return;
    }
    json.object();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      if (!isOuter && key.equals("image")) {
        tokens.skipChildren();
      } else if (isOuter && key.equals("content")) {
        json.key(key);
        pdf(tokens, false);
      } else {
        json.key(key);
        copy(tokens);
      }
    }
    json.endObject();
  }

  private void copy(JsonParser tokens) {
    int depth = 0;
    do {
      depth += copyToken(tokens);
    } while (depth > 0 && tokens.nextToken() != null);
  }

  /** Copies one token and tells by how much it deepens the nesting. */
  private int copyToken(JsonParser tokens) {
    switch (tokens.currentToken()) {
      case START_OBJECT -> json.object();
      case START_ARRAY -> json.array();
      case END_OBJECT -> json.endObject();
      case END_ARRAY -> json.endArray();
      case PROPERTY_NAME -> json.key(tokens.currentName());
      case VALUE_STRING -> json.string(tokens.getString());
      default -> json.raw(tokens.getString());
    }
    if (tokens.currentToken().isStructStart()) {
      return 1;
    }
    return tokens.currentToken().isStructEnd() ? -1 : 0;
  }
}
