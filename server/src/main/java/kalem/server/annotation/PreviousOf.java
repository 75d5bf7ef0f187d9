package kalem.server.annotation;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which entries of an answer must be known to read objects that a person saves. */
final class PreviousOf {
  private PreviousOf() {}

  /**
   * By object id. A relation may end in any entry; everything else is only compared with what it
   * replaces, so that an autosave costs little on a task with many objects.
   */
  static Predicate<String> needed(JsonNode upserts) {
    boolean hasRelations =
        upserts.valueStream().anyMatch(entry -> entry.has("from") || entry.has("group"));
    return hasRelations
        ? id -> true
        : upserts
                .valueStream()
                .map(entry -> entry.path("objectId").asString(""))
                .collect(Collectors.toSet())
            ::contains;
  }
}
