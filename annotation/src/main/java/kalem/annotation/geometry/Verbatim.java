package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;

/** A shape kept word for word: marks of brush classes, and what no rule here knows. */
public record Verbatim(String key, JsonText value) implements OpaqueGeometry {
  @Override
  public void write(CompactJson json) {
    json.raw(value.text());
  }
}
