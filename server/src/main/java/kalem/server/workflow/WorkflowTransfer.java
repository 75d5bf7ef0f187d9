package kalem.server.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import kalem.server.access.ProjectAccess;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batch;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a workflow from elsewhere fit a project (workflow.md 4.11). */
@Service
class WorkflowTransfer {
  private final Projects projects;
  private final Batches batches;
  private final PluginRuns plugins;

  WorkflowTransfer(Projects projects, Batches batches, PluginRuns plugins) {
    this.projects = projects;
    this.batches = batches;
    this.plugins = plugins;
  }

  /** Something the person who pastes should know. */
  record TransferWarning(String stageId, String message) {}

  /** The workflow as it fits. */
  record Adapted(JsonNode stages, List<TransferWarning> warnings) {}

  /**
   * Batches are found by name, and made where they are missing; people who are no members, and
   * secrets, are dropped; classes and plugins that the project does not have are told.
   *
   * @param sourceBatches names by id in the project it comes from; empty for a template
   */
  @Transactional
  Adapted adapt(ProjectAccess access, JsonNode given, Map<String, String> sourceBatches) {
    if (!given.isArray()) {
      throw KalemException.invalid("stages must be a list.");
    }
    Project project = projects.get(access);
    JsonNode stages = given.deepCopy();
    List<TransferWarning> warnings = new ArrayList<>();
    Set<String> classes = new HashSet<>();
    collectIds(Json.parse(project.categorySchema()), classes);
    for (JsonNode node : stages) {
      if (node instanceof ObjectNode stage) {
        String id = stage.path("id").asString("");
        dropStrangers(project, stage, id, warnings);
        if (stage.remove("secret") != null) {
          warnings.add(new TransferWarning(id, "The secret was not copied. Enter it again."));
        }
        Set<String> used = new HashSet<>();
        collectIds(stage, used);
        stage.path("consensusConfig").path("threshold").propertyNames().forEach(used::add);
        used.stream()
            .filter(schemaId -> !classes.contains(schemaId))
            .forEach(
                schemaId ->
                    warnings.add(
                        new TransferWarning(
                            id, "The project has no class with the id " + schemaId + ".")));
        tellOfPlugin(project, stage, id, warnings);
      }
    }
    mapBatches(stages, batch -> batch(access, batch, sourceBatches, warnings));
    return new Adapted(stages, warnings);
  }

  private String batch(
      ProjectAccess access,
      String idOrName,
      Map<String, String> source,
      List<TransferWarning> warnings) {
    String name = source.getOrDefault(idOrName, idOrName);
    Optional<Batch> known =
        batches.list(access.projectKey()).stream()
            .filter(batch -> batch.name().equals(name) || batch.id().equals(idOrName))
            .findFirst();
    if (known.isPresent()) {
      return known.get().id();
    }
    warnings.add(
        new TransferWarning("", "The batch " + name + " was made, as a rule asks for it."));
    return batches.create(access, name).id();
  }

  /** Replaces the batches that rules ask for. */
  static void mapBatches(JsonNode stages, UnaryOperator<String> change) {
    for (JsonNode stage : stages) {
      for (JsonNode condition : stage.path("logic").path("conditions")) {
        if (condition.path("type").asString("").equals("Batch")
            && condition.path("value") instanceof ArrayNode list) {
          List<String> changed =
              list.valueStream().map(node -> change.apply(node.asString(""))).toList();
          list.removeAll();
          changed.forEach(list::add);
        }
      }
    }
  }

  private void dropStrangers(
      Project project, ObjectNode stage, String id, List<TransferWarning> warnings) {
    if (stage.path("assignedTo") instanceof ArrayNode list) {
      list.removeIf(
          node -> {
            String email = node.asString("").toLowerCase(Locale.ROOT);
            boolean stranger = projects.role(project, email).isEmpty();
            if (stranger) {
              warnings.add(
                  new TransferWarning(
                      id, email + " is no member of the project and was left out."));
            }
            return stranger;
          });
    }
  }

  private void tellOfPlugin(
      Project project, ObjectNode stage, String id, List<TransferWarning> warnings) {
    String plugin = stage.path("pluginId").asString("");
    if (!plugin.isEmpty() && plugins.name(project, plugin).isEmpty()) {
      warnings.add(new TransferWarning(id, "The plugin " + plugin + " is not installed."));
    }
  }

  private static void collectIds(JsonNode node, Set<String> ids) {
    String id = node.path("schemaId").asString("");
    if (!id.isEmpty()) {
      ids.add(id);
    }
    node.forEach(child -> collectIds(child, ids));
  }
}
