package kalem.server.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kalem.server.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A workflow without some people in its stages' {@code assignedTo}; all else in the definition
 * stays as it was.
 *
 * @param json the definition
 * @param emptied names of the stages whose list held nobody else: they would be open to everybody
 */
record StageLists(String json, List<String> emptied) {

  /** What becomes of a list that holds nobody else. */
  enum LastOnes {
    /** They go: the stage is open to everybody. */
    LEAVE,
    /** They stay: nobody works there until somebody is put in their place. */
    STAY
  }

  StageLists {
    emptied = List.copyOf(emptied);
  }

  static StageLists without(String stages, Set<String> emails, LastOnes lastOnes) {
    JsonNode definition = Json.parse(stages);
    List<String> emptied = new ArrayList<>();
    boolean changed = false;
    for (JsonNode stage : definition) {
      if (stage.path("assignedTo") instanceof ArrayNode list && holdsAny(list, emails)) {
        boolean empties = list.valueStream().allMatch(entry -> isOneOf(entry, emails));
        if (empties) {
          emptied.add(stage.path("name").asString(""));
        }
        if (!empties || lastOnes == LastOnes.LEAVE) {
          list.removeIf(entry -> isOneOf(entry, emails));
          changed = true;
        }
      }
    }
    return new StageLists(changed ? definition.toString() : stages, emptied);
  }

  private static boolean holdsAny(ArrayNode list, Set<String> emails) {
    return list.valueStream().anyMatch(entry -> isOneOf(entry, emails));
  }

  private static boolean isOneOf(JsonNode entry, Set<String> emails) {
    return entry.isString() && emails.contains(entry.asString().toLowerCase(Locale.ROOT));
  }
}
