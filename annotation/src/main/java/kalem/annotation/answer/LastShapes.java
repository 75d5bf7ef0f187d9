package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of objects by frame, for entries that only say that their object is gone: these get
 * the shape it had last (editors section 6.6, rule 9).
 */
final class LastShapes {
  private final Map<String, NavigableMap<Integer, ToolObject>> byId = new HashMap<>();

  /** Not sorted in yet: most answers never ask. */
  private final List<ToolObject> added = new ArrayList<>();

  LastShapes(Answer previous) {
    previous.tools().forEach(this::add);
  }

  void add(ToolObject object) {
    added.add(object);
  }

  private void sortIn(ToolObject object) {
    byId.computeIfAbsent(object.objectId(), _ -> new TreeMap<>()).put(object.pageOrFirst(), object);
  }

  /** The entry with the shape of the frame before it; nothing when there is none. */
  Optional<JsonNode> completed(JsonNode entry) {
    added.forEach(this::sortIn);
    added.clear();
    NavigableMap<Integer, ToolObject> frames = byId.get(EntryFields.text(entry, "objectId"));
    int page = EntryFields.marks(entry).page().orElse(0);
    return Optional.ofNullable(frames)
        .map(found -> found.lowerEntry(page))
        .map(Map.Entry::getValue)
        .map(before -> withShapeOf(before, entry));
  }

  private static JsonNode withShapeOf(ToolObject before, JsonNode entry) {
    StringBuilder shape = new StringBuilder();
    before.geometry().write(new CompactJson(shape));
    return ((ObjectNode) entry)
        .deepCopy()
        .set(before.geometry().key(), JsonText.parse(shape.toString()));
  }
}
