package kalem.formats.ango;

import kalem.annotation.json.JsonPart;
import kalem.formats.Limits;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A part of a text that is in memory. */
final class MemoryPart implements JsonPart {
  static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(Limits.json()).build())
          // Else the end of a text would close what is still to be read again.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final byte[] bytes;
  private final int from;
  private final int to;

  private MemoryPart(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** A whole text, which must not change any more. */
  MemoryPart(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  @Override
  public JsonParser tokens() {
    return MAPPER.createParser(bytes, from, to - from);
  }

  @Override
  public JsonPart part(long first, long end) {
    return new MemoryPart(bytes, (int) (from + first), (int) (from + end));
  }

  @Override
  public long length() {
    return (long) to - from;
  }
}
