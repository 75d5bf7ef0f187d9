package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/** One message of a chat, by its id. */
public record Message(String id, Rest rest) implements OpaqueGeometry {
  public Message {
    if (id.isEmpty()) {
      throw new BadGeometryException("A message is named by its id.");
    }
  }

  @Override
  public String key() {
    return "message";
  }

  @Override
  public void write(CompactJson json) {
    json.object().key("id").string(id);
    rest.write(json);
    json.endObject();
  }
}
