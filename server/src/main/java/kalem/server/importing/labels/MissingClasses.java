package kalem.server.importing.labels;

import java.util.List;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.FoundClass;
import kalem.formats.SchemaDraft;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Classes that files of other programs use and a category schema lacks. */
final class MissingClasses {
  private MissingClasses() {}

  /** Whether the schema has a class of this kind and title. */
  static boolean isKnown(CategorySchema schema, FoundClass found) {
    return !schema.titled(found.title(), found.kind()).isEmpty();
  }

  /** The schema with the classes that it lacks behind its own; their ids are to be made. */
  static JsonNode added(JsonNode schema, List<FoundClass> found) {
    CategorySchema known = CategorySchema.of(schema);
    List<FoundClass> missing =
        found.stream().filter(each -> !isKnown(known, each) && canBeMade(each)).toList();
    if (missing.isEmpty()) {
      return schema;
    }
    ObjectNode changed = ((ObjectNode) schema).deepCopy();
    SchemaDraft.of(missing)
        .json()
        .properties()
        .forEach(
            section -> {
              ArrayNode list = changed.withArray(section.getKey());
              section.getValue().forEach(node -> list.add(withoutIds(node)));
            });
    return changed;
  }

  /** Voxels pair with classes by number, and only a number as a title tells which. */
  private static boolean canBeMade(FoundClass found) {
    return !found.title().isBlank()
        && (found.kind() != ClassKind.VOXEL_BRUSH || found.title().matches("[1-9][0-9]{0,2}"));
  }

  private static JsonNode withoutIds(JsonNode node) {
    node.forEach(MissingClasses::withoutIds);
    if (node instanceof ObjectNode object) {
      String title = object.path("title").asString("");
      object.remove(List.of("schemaId", "key"));
      if (object.path("tool").asString("").equals(ClassKind.VOXEL_BRUSH.key())) {
        object.put("schemaId", title);
      }
    }
    return node;
  }
}
