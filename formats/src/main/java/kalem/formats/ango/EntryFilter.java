package kalem.formats.ango;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import kalem.annotation.json.CompactJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Copies single entries of stored answers without what an export leaves out, token by token;
 * numbers are never read as numbers.
 */
final class EntryFilter {
  private static final JsonFactory TOKENS = new JsonFactory();
  private static final Set<String> PEOPLE = Set.of("createdBy", "updatedBy");

  private final CompactJson json;
  private final ExportOptions options;
  private final Optional<UnaryOperator<String>> displayName;

  /**
   * @param displayName of a person by e-mail; given, people are told by it
   */
  EntryFilter(
      CompactJson json, ExportOptions options, Optional<UnaryOperator<String>> displayName) {
    this.json = json;
    this.options = options;
    this.displayName = displayName;
  }

  /** Whether an answer may hold anything that is left out. */
  static boolean appliesTo(AnswerMembers answer, ExportOptions options) {
    return !options.includeMetadata()
        || (answer.hasSegmentations() && !options.includeSegmentationPoints())
        || (answer.hasPdfAreas() && !options.includePdfImages());
  }

  /** Copies one entry. */
  void copy(byte[] entry, int offset, int length) {
    try (JsonParser tokens =
        TOKENS.createParser(ObjectReadContext.empty(), entry, offset, length)) {
      tokens.nextToken();
      entry(tokens);
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
