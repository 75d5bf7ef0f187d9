package kalem.annotation.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON the way JSON.stringify does: no blanks, the same escapes, the same numbers. Failures
 * of the target arrive as {@link UncheckedIOException}.
 */
public final class CompactJson {
  /** Names that were written before, in quotes and with their colon; few as the names we write. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  /** Names that callers make up do not fill the memory. */
  private static final int MOST_NAMES = 1000;

  private final Appendable target;
  private boolean needsComma;

  public CompactJson(Appendable target) {
    this.target = target;
  }

  /** The text of one value. */
  public static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    new CompactJson(text).node(node);
    return text.toString();
  }

  public CompactJson object() {
    return open('{');
  }

  public CompactJson endObject() {
    return close('}');
  }

  public CompactJson array() {
    return open('[');
  }

  public CompactJson endArray() {
    return close(']');
  }

  /** The name of the member whose value is written next. */
  public CompactJson key(String name) {
    separate();
    String known = NAMES.get(name);
    if (known == null) {
      known = remembered(name);
    }
    append(known, 0, known.length());
    needsComma = false;
    return this;
  }

  private static String remembered(String name) {
    StringBuilder quoted = new StringBuilder();
    new CompactJson(quoted).quote(name);
    String made = quoted.append(':').toString();
    if (NAMES.size() < MOST_NAMES) {
      NAMES.put(name, made);
    }
    return made;
  }

  public CompactJson string(String value) {
    separate();
    quote(value);
    return this;
  }

  public CompactJson number(double value) {
    return raw(JavaScriptNumber.text(value));
  }

  public CompactJson number(long value) {
    return raw(Long.toString(value));
  }

  public CompactJson bool(boolean value) {
    return raw(value ? "true" : "false");
  }

  /** One value, or several members separated by commas, that is JSON text already. */
  public CompactJson raw(CharSequence json) {
    return raw(json, 0, json.length());
  }

  /** Part of a text that is JSON already; an empty part writes nothing. */
  public CompactJson raw(CharSequence json, int start, int end) {
    if (start == end) {
      return this;
    }
    separate();
    append(json, start, end);
    return this;
  }

  /**
   * Separates what the caller writes to the target itself next: one value, or several members of
   * the open object.
   */
  public CompactJson comma() {
    separate();
    return this;
  }

  /** A whole tree; its numbers are normalised to JavaScript's form. */
  public CompactJson node(JsonNode node) {
    if (node.isObject()) {
      object();
      node.properties().forEach(member -> key(member.getKey()).node(member.getValue()));
      return endObject();
    }
    if (node.isArray()) {
      array();
      node.values().forEach(this::node);
      return endArray();
    }
    return scalar(node);
  }

  private CompactJson scalar(JsonNode node) {
    if (node.isString()) {
      return string(node.stringValue());
    }
    if (node.isInt() || node.isLong()) {
      return number(node.longValue());
    }
    if (node.isIntegralNumber()) {
      return raw(node.bigIntegerValue().toString());
    }
    if (node.isNumber()) {
      return number(node.doubleValue());
    }
    return node.isBoolean() ? bool(node.booleanValue()) : raw("null");
  }

  private CompactJson open(char bracket) {
    separate();
    append(bracket);
    needsComma = false;
    return this;
  }

  private CompactJson close(char bracket) {
    append(bracket);
    needsComma = true;
    return this;
  }

  private void separate() {
    if (needsComma) {
      append(',');
    }
    needsComma = true;
  }

  private void quote(String text) {
    append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      if (needsEscape(text, i)) {
        append(text, plainFrom, i);
        escape(text.charAt(i));
        plainFrom = i + 1;
      }
    }
    append(text, plainFrom, text.length());
    append('"');
  }

  private static boolean needsEscape(String text, int index) {
    char character = text.charAt(index);
    return character < ' '
        || character == '"'
        || character == '\\'
        || (Character.isSurrogate(character) && isLoneSurrogate(text, index));
  }

  private void escape(char character) {
    append('\\');
    switch (character) {
      case '"', '\\' -> append(character);
      case '\b' -> append('b');
      case '\f' -> append('f');
      case '\n' -> append('n');
      case '\r' -> append('r');
      case '\t' -> append('t');
      default -> hexadecimal(character);
    }
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char character = text.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private void hexadecimal(char character) {
    append('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      append(Character.forDigit((character >> shift) & 0xF, 16));
    }
  }

  private void append(char character) {
    try {
      target.append(character);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void append(CharSequence text, int start, int end) {
    try {
      target.append(text, start, end);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
