package kalem.server.project;

import java.time.Instant;
import kalem.server.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project.
 *
 * @param projectKey leads the key of every table of things inside it
 * @param settings the writable settings of the project object, each with a valid value
 * @param categorySchema JSON text exactly as it was saved
 * @param stages JSON text as it was saved, with sealed secrets
 */
public record Project(
    String id,
    int projectKey,
    String organizationId,
    String name,
    String description,
    String type,
    String ownerEmail,
    String ownerAccountId,
    ObjectNode settings,
    String categorySchema,
    int categorySchemaRevision,
    String stages,
    int workflowRevision,
    Instant createdAt,
    Instant updatedAt) {

  /** The workflow, ready for use. */
  public StageGraph graph() {
    return StageGraph.of(stages);
  }

  /** The workflow as people may see it: every key as it was saved, secrets masked. */
  public JsonNode shownStages() {
    return StageSecrets.masked(Json.parse(stages));
  }

  public boolean isSkippingEnabled() {
    return settings.path(ProjectSetting.TASK_SKIP_ENABLED.key()).asBoolean(true);
  }

  public boolean isUnassigningSkippedTasks() {
    return settings.path(ProjectSetting.UNASSIGN_SKIPPED_TASK.key()).asBoolean(false);
  }

  /** Seconds without input after which a labeler counts as idle; 0: never. */
  public int idleTimeout() {
    return settings.path(ProjectSetting.IDLE_TIMEOUT.key()).asInt(0);
  }

  Project withText(String name, String description, Instant updatedAt) {
    return with(
        name,
        description,
        settings,
        categorySchema,
        categorySchemaRevision,
        stages,
        workflowRevision,
        updatedAt);
  }

  Project withSettings(ObjectNode settings) {
    return with(
        name,
        description,
        settings,
        categorySchema,
        categorySchemaRevision,
        stages,
        workflowRevision,
        updatedAt);
  }

  /** With a new category schema, as the next revision. */
  Project withCategorySchema(String json) {
    return with(
        name,
        description,
        settings,
        json,
        categorySchemaRevision + 1,
        stages,
        workflowRevision,
        updatedAt);
  }

  /** With a new workflow, as the next revision. */
  Project withStages(String json) {
    return with(
        name,
        description,
        settings,
        categorySchema,
        categorySchemaRevision,
        json,
        workflowRevision + 1,
        updatedAt);
  }

  private Project with(
      String name,
      String description,
      ObjectNode settings,
      String categorySchema,
      int categorySchemaRevision,
      String stages,
      int workflowRevision,
      Instant updatedAt) {
    return new Project(
        id,
        projectKey,
        organizationId,
        name,
        description,
        type,
        ownerEmail,
        ownerAccountId,
        settings,
        categorySchema,
        categorySchemaRevision,
        stages,
        workflowRevision,
        createdAt,
        updatedAt);
  }
}
