package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import kalem.annotation.json.JsonPart;
import tools.jackson.databind.JsonNode;

/** Labels from outside that nothing was checked of yet. */
public sealed interface LabelSource {
  /** Bytes of text up to which labels are read whole; larger ones are read entry by entry. */
  long LONGEST_IN_MEMORY = 4 << 20;

  /** The whole as a tree. */
  JsonNode tree();

  /** Labels that are in memory anyway. */
  record Tree(JsonNode tree) implements LabelSource {}

  /**
   * Labels as text in which the lists have been found, so that they can be read entry by entry.
   *
   * @param whole everything, the lists included
   * @param tools lists of tool objects, in the order in which they count
   */
  record Text(
      JsonPart whole, List<Found> tools, Optional<Found> classifications, Optional<Found> relations)
      implements LabelSource {
    public Text {
      tools = List.copyOf(tools);
    }

    /** Whether they are too large to be read whole. */
    public boolean isLong() {
      return whole.length() > LONGEST_IN_MEMORY;
    }

    @Override
    public JsonNode tree() {
      return whole.tree();
    }
  }

  /**
   * The value of a member that must be a list.
   *
   * @param path of the member, from the root of the labels, such as {@code answer.objects}
   */
  record Found(String path, JsonPart value) {}
}
