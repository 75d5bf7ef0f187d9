package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/**
 * A shape that is kept word for word: text spans, PDF areas, medical and point-cloud objects, chat
 * messages.
 */
public record OpaqueGeometry(String key, JsonText value) implements Geometry {
  @Override
  public void write(CompactJson json) {
    json.raw(value.text());
  }
}
