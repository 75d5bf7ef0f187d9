package kalem.server.importing;

import java.util.List;
import kalem.server.access.ProjectAccess;
import tools.jackson.databind.JsonNode;

/** Gives new tasks the labels that came with their assets (import-format.md 10). */
public interface PreLabels {
  /**
   * Stores the labels of one item as the task's first answer; part of the caller's transaction.
   *
   * @param item with {@code objects}, {@code classifications}, {@code relations}
   * @return a sentence for each label that was left out; empty when all matched the schema
   */
  List<String> apply(ProjectAccess access, String taskId, JsonNode item);
}
