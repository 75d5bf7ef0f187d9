package kalem.annotation.geometry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;

/** The members of a value that have no meaning here, in the order they came. */
public record Rest(Map<String, JsonText> members) {
  public static final Rest NONE = new Rest(Map.of());

  public Rest {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  static Rest of(JsonNode value, Set<String> known) {
    Map<String, JsonText> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!known.contains(member.getKey())) {
        members.put(member.getKey(), JsonText.of(member.getValue()));
      }
    }
    return new Rest(members);
  }

  void write(CompactJson json) {
    members.forEach((key, value) -> json.key(key).raw(value.text()));
  }
}
