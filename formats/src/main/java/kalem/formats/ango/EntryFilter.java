package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.node.StringNode;

/**
 * Copies single entries of stored answers without what an export leaves out. Stored texts are
 * compact, so what stays is copied as it stands and numbers are never read as numbers.
 */
final class EntryFilter {
  private static final byte[] METADATA = key("metadata");
  private static final byte[] CLASSIFICATIONS = key("classifications");
  private static final byte[] SEGMENTATION = key("segmentation");
  private static final byte[] PDF = key("pdf");
  private static final byte[] CONTENT = key("content");
  private static final byte[] IMAGE = key("image");
  private static final byte[] CREATED_BY = key("createdBy");
  private static final byte[] UPDATED_BY = key("updatedBy");

  private final OutputStream target;
  private final ExportOptions options;
  private final Optional<UnaryOperator<String>> displayName;

  /**
   * @param displayName of a person by e-mail; given, people are told by it
   */
  EntryFilter(
      OutputStream target, ExportOptions options, Optional<UnaryOperator<String>> displayName) {
    this.target = target;
    this.options = options;
    this.displayName = displayName;
  }

  private static byte[] key(String name) {
    return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether an answer may hold anything that is left out. */
  static boolean appliesTo(AnswerMembers answer, ExportOptions options) {
    return !options.includeMetadata()
        || (answer.hasSegmentations() && !options.includeSegmentationPoints())
        || (answer.hasPdfAreas() && !options.includePdfImages());
  }

  /** The objects in which something may be left out or told otherwise. */
  private enum Place {
    ENTRY,
    METADATA,
    PDF,
    PDF_CONTENT
  }

  /** Copies the entry that begins here. */
  void copy(byte[] text, int start) throws IOException {
    object(text, start, Place.ENTRY);
  }

  /** Behind the object. */
  private int object(byte[] text, int start, Place place) throws IOException {
    byte before = '{';
    int at = start + 1;
    while (text[at] != '}') {
      int key = text[at] == ',' ? at + 1 : at;
      int value = JsonBytes.endOfString(text, key) + 1;
      int end = JsonBytes.endOfValue(text, value);
      if (!isLeftOut(text, key, value, place)) {
        target.write(before);
        target.write(text, key, value - key);
        value(text, key, value, end, place);
        before = ',';
      }
      at = end;
    }
    if (before == '{') {
      target.write(before);
    }
    target.write('}');
    return at + 1;
  }

  private boolean isLeftOut(byte[] text, int key, int value, Place place) {
    return switch (place) {
      case ENTRY -> !options.includeMetadata() && is(METADATA, text, key, value);
      case METADATA, PDF -> false;
      case PDF_CONTENT -> is(IMAGE, text, key, value);
    };
  }

  private void value(byte[] text, int key, int value, int end, Place place) throws IOException {
    boolean isObject = text[value] == '{';
    if (place == Place.ENTRY && is(CLASSIFICATIONS, text, key, value)) {
      entries(text, value);
    } else if (place == Place.ENTRY
        && !options.includeSegmentationPoints()
        && is(SEGMENTATION, text, key, value)) {
      target.write('{');
      target.write('}');
    } else if (place == Place.ENTRY
        && isObject
        && !options.includePdfImages()
        && is(PDF, text, key, value)) {
      object(text, value, Place.PDF);
    } else if (place == Place.ENTRY
        && isObject
        && displayName.isPresent()
        && is(METADATA, text, key, value)) {
      object(text, value, Place.METADATA);
    } else if (place == Place.METADATA && text[value] == '"' && isPerson(text, key, value)) {
      person(text, value, end);
    } else if (place == Place.PDF && isObject && is(CONTENT, text, key, value)) {
      object(text, value, Place.PDF_CONTENT);
    } else {
      target.write(text, value, end - value);
    }
  }

  private static boolean isPerson(byte[] text, int key, int value) {
    return is(CREATED_BY, text, key, value) || is(UPDATED_BY, text, key, value);
  }

  private void person(byte[] text, int value, int end) throws IOException {
    String email =
        JsonText.parse(new String(text, value, end - value, StandardCharsets.UTF_8)).asString();
    String told = displayName.map(name -> name.apply(email)).orElse(email);
    target.write(CompactJson.text(StringNode.valueOf(told)).getBytes(StandardCharsets.UTF_8));
  }

  /** A list of nested answers. */
  private void entries(byte[] text, int start) throws IOException {
    target.write('[');
    int at = start + 1;
    while (text[at] != ']') {
      if (text[at] == ',') {
        target.write(',');
        at++;
      }
      at = object(text, at, Place.ENTRY);
    }
    target.write(']');
  }

  /** Whether a key, quotes included, is this one; a colon stands between it and its value. */
  private static boolean is(byte[] name, byte[] text, int key, int value) {
    return Arrays.equals(name, 0, name.length, text, key, value - 1);
  }
}
