package kalem.server.ontology;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import kalem.annotation.Problem;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.CheckedSchema;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Checks category schemas and makes the ids they lack. */
@Service
public class Ontology {
  /** Ids made by us have 23 hex characters (ontology.md 2). */
  private static final int ID_CHARACTERS = 23;

  private final SecureRandom random = new SecureRandom();

  /** A fault or warning with the path in the schema, for example {@code tools[0].options[2]}. */
  public record Finding(String path, String message) {}

  /**
   * @param json the schema to store: as given, with missing ids and lists filled in
   * @param faults refuse it, all at once
   */
  public record Checked(String json, List<Finding> faults, List<Finding> warnings) {}

  public Checked check(JsonNode schema) {
    CheckedSchema checked = CategorySchema.check(schema, this::newId);
    return new Checked(
        checked.json().toString(), findings(checked.errors()), findings(checked.warnings()));
  }

  /** A new schema or object id. */
  public String newId() {
    byte[] bytes = new byte[(ID_CHARACTERS + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, ID_CHARACTERS);
  }

  private static List<Finding> findings(List<Problem> problems) {
    return problems.stream().map(p -> new Finding(p.path(), p.message())).toList();
  }
}
