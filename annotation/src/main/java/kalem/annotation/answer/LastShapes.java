package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of objects by frame, for entries that only say that their object is gone: these get
 * the shape it had last (editors section 6.6, rule 9).
 */
interface LastShapes {
  void add(ToolObject object);

  /** The object on the last frame before a page; nothing when there is none. */
  Optional<ToolObject> before(String objectId, int page);

  /** The entry with the shape of the frame before it; nothing when there is none. */
  default Optional<JsonNode> completed(JsonNode entry) {
    int page = EntryFields.marks(entry).page().orElse(0);
    return before(EntryFields.text(entry, "objectId"), page)
        .map(before -> withShapeOf(before, entry));
  }

  private static JsonNode withShapeOf(ToolObject before, JsonNode entry) {
    StringBuilder shape = new StringBuilder();
    before.geometry().write(new CompactJson(shape));
    return ((ObjectNode) entry)
        .deepCopy()
        .set(before.geometry().key(), JsonText.parse(shape.toString()));
  }

  /** Remembers every frame. */
  final class OfAll implements LastShapes {
    private final Map<String, NavigableMap<Integer, ToolObject>> byId = new HashMap<>();

    /** Not sorted in yet: most answers never ask. */
    private final List<ToolObject> added = new ArrayList<>();

    OfAll(Answer previous) {
      added.addAll(previous.tools());
    }

    @Override
    public void add(ToolObject object) {
      added.add(object);
    }

    @Override
    public Optional<ToolObject> before(String objectId, int page) {
      added.forEach(this::sortIn);
      added.clear();
      return Optional.ofNullable(byId.get(objectId))
          .map(frames -> frames.lowerEntry(page))
          .map(Map.Entry::getValue);
    }

    private void sortIn(ToolObject object) {
      byId.computeIfAbsent(object.objectId(), _ -> new TreeMap<>())
          .put(object.pageOrFirst(), object);
    }
  }

  /** Remembers of the objects that were met last where their last frames stand. */
  final class OfSome implements LastShapes {
    private static final int MOST = 10_000;

    private final IntSupplier number;
    private final IntFunction<Optional<ToolObject>> reader;
    private final Map<String, Integer> byId =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
          }
        };

    /**
     * @param number of the entry that is added next
     * @param reader reads an entry again, by its number
     */
    OfSome(IntSupplier number, IntFunction<Optional<ToolObject>> reader) {
      this.number = number;
      this.reader = reader;
    }

    @Override
    public void add(ToolObject object) {
      byId.put(object.objectId(), number.getAsInt());
    }

    @Override
    public Optional<ToolObject> before(String objectId, int page) {
      return Optional.ofNullable(byId.get(objectId))
          .flatMap(reader::apply)
          .filter(object -> object.pageOrFirst() < page);
    }
  }
}
