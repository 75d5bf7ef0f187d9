package kalem.server.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON value as part of an answer, written while it is read, as it may be too long to be held.
 */
public final class StreamedJson implements JacksonSerializable {
  private final Source source;

  /** Where the text comes from. */
  public interface Source {
    /** Writes the text of one JSON value. */
    void writeTo(Appendable text) throws IOException;
  }

  public StreamedJson(Source source) {
    this.source = source;
  }

  public static StreamedJson of(String text) {
    return new StreamedJson(target -> target.append(text));
  }

  /** Makes this a member of an object that is going to be sent. */
  public void putInto(ObjectNode node, String key) {
    node.putPOJO(key, this);
  }

  @Override
  public void serialize(JsonGenerator json, SerializationContext context) {
    json.writeRawValue("");
    Text text = new Text(json);
    try {
      source.writeTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.drain();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializationContext context, TypeSerializer type) {
    serialize(json, context);
  }

  /** Hands text on in pieces that do not cut surrogate pairs, which a generator refuses. */
  private static final class Text implements Appendable {
    private final JsonGenerator json;
    private final char[] buffer = new char[1 << 12];
    private int filled;

    Text(JsonGenerator json) {
      this.json = json;
    }

    @Override
    public Text append(char character) {
      if (filled == buffer.length) {
        hand();
      }
      buffer[filled++] = character;
      return this;
    }

    @Override
    public Text append(CharSequence text) {
      return append(text, 0, text.length());
    }

    @Override
    public Text append(CharSequence text, int start, int end) {
      for (int i = start; i < end; i++) {
        append(text.charAt(i));
      }
      return this;
    }

    private void hand() {
      char last = buffer[filled - 1];
      int whole = Character.isHighSurrogate(last) ? filled - 1 : filled;
      json.writeRaw(buffer, 0, whole);
      buffer[0] = last;
      filled -= whole;
    }

    void drain() {
      json.writeRaw(buffer, 0, filled);
      filled = 0;
    }
  }
}
