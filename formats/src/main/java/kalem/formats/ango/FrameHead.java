package kalem.formats.ango;

import kalem.formats.ango.FrameSpool.Mark;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What places the text of an object's entry on a video: nothing more of it is read. */
record FrameHead(String objectId, int page, Mark mark) {
  private static final JsonFactory TOKENS = new JsonFactory();

  static FrameHead of(byte[] entry, int offset, int length) {
    String objectId = "";
    int page = 0;
    boolean isKeyFrame = false;
    boolean isStop = false;
    try (JsonParser tokens =
        TOKENS.createParser(ObjectReadContext.empty(), entry, offset, length)) {
      tokens.nextToken();
      while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = tokens.currentName();
        JsonToken value = tokens.nextToken();
        switch (key) {
          case "objectId" -> objectId = tokens.getString();
          case "page" -> page = tokens.getIntValue();
          case "keyFrame" -> isKeyFrame = value == JsonToken.VALUE_TRUE;
          case "interpolationStopped" -> isStop = value == JsonToken.VALUE_TRUE;
          default -> tokens.skipChildren();
        }
      }
    }
    return new FrameHead(
        objectId, page, isStop ? Mark.STOP : isKeyFrame ? Mark.KEY_FRAME : Mark.NONE);
  }
}
