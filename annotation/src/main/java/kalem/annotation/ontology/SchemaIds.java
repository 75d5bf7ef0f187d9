package kalem.annotation.ontology;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives ids to the classes, options and tree nodes of a schema that have none (ontology section 2).
 * Changes the tree given.
 */
final class SchemaIds {
  private final Supplier<String> newSchemaId;
  private final Set<String> used = new HashSet<>();

  SchemaIds(Supplier<String> newSchemaId) {
    this.newSchemaId = newSchemaId;
  }

  void fill(ObjectNode schema) {
    for (JsonNode id : schema.findValues("schemaId")) {
      id.stringValueOpt().ifPresent(used::add);
    }
    for (Section section : Section.values()) {
      classes(schema.path(section.key()));
    }
  }

  private void classes(JsonNode list) {
    for (JsonNode each : list) {
      if (each instanceof ObjectNode node) {
        oneClass(node);
      }
    }
  }

  private void oneClass(ObjectNode node) {
    boolean isVoxelBrush = node.path("tool").asString("").equals(ClassKind.VOXEL_BRUSH.key());
    fill(node, "schemaId", isVoxelBrush ? this::smallestFreeInteger : newSchemaId);
    node.path("treeOptions").forEach(this::treeNode);
    Map<String, String> nodeIds =
        SchemaReader.options(ClassKind.TREE_DROPDOWN, node).stream()
            .collect(Collectors.toMap(Option::value, Option::schemaId, (first, second) -> first));
    node.path("options").forEach(option -> option(option, nodeIds));
    classes(node.path("classifications"));
  }

  /** An option of a tree repeats a node, so it takes the id of that node. */
  private void option(JsonNode option, Map<String, String> nodeIds) {
    if (option instanceof ObjectNode node) {
      String ofNode = nodeIds.getOrDefault(node.path("value").asString(""), "");
      fill(node, "schemaId", ofNode.isEmpty() ? newSchemaId : () -> ofNode);
    }
  }

  private void treeNode(JsonNode value) {
    if (value instanceof ObjectNode node) {
      if (SchemaReader.nodeId(node).isEmpty()) {
        fill(node, "key", newSchemaId);
      }
      node.path("children").forEach(this::treeNode);
    }
  }

  private void fill(ObjectNode node, String key, Supplier<String> newId) {
    JsonNode given = node.path(key);
    boolean isMissing = given.isMissingNode() || given.isNull();
    if (isMissing || (given.isString() && given.stringValue().isEmpty())) {
      String made = newId.get();
      used.add(made);
      node.put(key, made);
    }
  }

  private String smallestFreeInteger() {
    int candidate = 1;
    while (used.contains(Integer.toString(candidate))) {
      candidate++;
    }
    return Integer.toString(candidate);
  }
}
