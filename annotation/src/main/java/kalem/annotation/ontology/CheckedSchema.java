package kalem.annotation.ontology;

import java.util.List;
import kalem.annotation.Problem;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the check of a category schema found.
 *
 * @param json the schema to store: as given, with the missing lists and ids filled in; of use only
 *     without errors
 * @param errors why it must not be stored, all at once
 * @param warnings what the author should know though it may be stored
 */
public record CheckedSchema(ObjectNode json, List<Problem> errors, List<Problem> warnings) {
  public CheckedSchema {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  public boolean isAcceptable() {
    return errors.isEmpty();
  }
}
