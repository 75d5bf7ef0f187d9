package kalem.server.project;

import java.util.List;
import java.util.Map;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The full project object of the API (api.md 5.1). */
final class ProjectView {
  private ProjectView() {}

  static ObjectNode of(
      Project project,
      ProjectRole role,
      List<ProjectStore.Member> members,
      List<Batch> batches,
      long assetCount) {
    ObjectNode view = Json.object();
    view.put("_id", project.id());
    view.put("name", project.name());
    view.put("description", project.description());
    view.put("type", project.type());
    view.put("owner", project.ownerEmail());
    view.put("user", project.ownerAccountId());
    view.put("organization", project.organizationId());
    view.put("role", role.wireName());
    view.set("categorySchema", schema(project));
    view.put("categorySchemaRevision", project.categorySchemaRevision());
    view.set("stages", project.shownStages());
    view.put("workflowRevision", project.workflowRevision());
    view.set("assignedTo", members(members));
    view.set("batches", batches(batches));
    view.put("queueVersion", 2);
    view.put("assetCount", assetCount);
    for (Map.Entry<String, JsonNode> setting : project.settings().properties()) {
      view.set(setting.getKey(), setting.getValue());
    }
    view.set("assetBuilderTemplates", Json.MAPPER.createArrayNode());
    view.put("deleted", false);
    view.put("createdAt", Timestamps.format(project.createdAt()));
    view.put("updatedAt", Timestamps.format(project.updatedAt()));
    addConstantsOfOldClients(view);
    return view;
  }

  static JsonNode schema(Project project) {
    return Json.parse(project.categorySchema());
  }

  static ArrayNode batches(List<Batch> batches) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Batch batch : batches) {
      ObjectNode view = list.addObject().put("_id", batch.id()).put("name", batch.name());
      batch.description().ifPresent(text -> view.put("description", text));
      batch.color().ifPresent(color -> view.put("color", color));
    }
    return list;
  }

  private static ArrayNode members(List<ProjectStore.Member> members) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (ProjectStore.Member member : members) {
      list.addObject().put("assignee", member.email()).put("role", member.role().wireName());
    }
    return list;
  }

  /** Scripts of 2023 read these; their values never change. */
  private static void addConstantsOfOldClients(ObjectNode view) {
    view.put("consensusCount", 1);
    view.put("benchmark", false);
    view.putObject("reviewConf").putArray("filters");
    view.putObject("aiAssistance").putArray("cocoRelations");
    view.putArray("tags");
    view.put("__v", 0);
  }
}
