package kalem.formats.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers by name, as {@link ImageLabels#answers} takes them. */
public final class NamedValues {
  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  /** Adds an answer; a question that is answered several times has a list of answers. */
  public void add(String name, JsonNode answer) {
    values.merge(name, answer, NamedValues::joined);
  }

  private static JsonNode joined(JsonNode before, JsonNode next) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : List.of(before, next)) {
      (each.isArray() ? each.valueStream().toList() : List.of(each)).forEach(all::add);
    }
    return all;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public int size() {
    return values.size();
  }

  /** The answers in the order they were first given. */
  public Map<String, JsonNode> map() {
    return values;
  }
}
