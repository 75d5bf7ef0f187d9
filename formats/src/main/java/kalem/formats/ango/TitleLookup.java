package kalem.formats.ango;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in the ids of classes in entries that name them by title alone. */
final class TitleLookup {
  private record Name(Section section, String key, String title) {}

  private final Map<Name, String> idsByName = new HashMap<>();

  TitleLookup(CategorySchema schema) {
    List<SchemaClass> all = schema.all().toList();
    for (SchemaClass each : all) {
      String key = each.kind().section() == Section.TOOLS ? each.kind().key() : "";
      // An ambiguous title names nothing.
      idsByName.merge(
          new Name(each.kind().section(), key, each.title()), each.schemaId(), (one, two) -> "");
    }
  }

  /** An entry of the list of tool objects. */
  void tool(ObjectNode entry) {
    if (isNameless(entry)) {
      entry.propertyNames().stream()
          .filter(key -> ClassKind.ofKey(key).isPresent())
          .findFirst()
          .ifPresent(key -> fill(entry, Section.TOOLS, key));
    }
    nested(entry);
  }

  void classification(ObjectNode entry) {
    if (isNameless(entry)) {
      fill(entry, Section.CLASSIFICATIONS, "");
    }
    nested(entry);
  }

  void relation(ObjectNode entry) {
    if (isNameless(entry)) {
      fill(entry, Section.RELATIONS, "");
    }
    nested(entry);
  }

  private void nested(ObjectNode entry) {
    for (JsonNode each : entry.path("classifications")) {
      if (each instanceof ObjectNode node) {
        classification(node);
      }
    }
  }

  /** Old files hold the small integers of voxel brushes as numbers. */
  private static boolean isNameless(ObjectNode entry) {
    JsonNode id = entry.path("schemaId");
    if (id.isIntegralNumber()) {
      entry.put("schemaId", id.bigIntegerValue().toString());
      return false;
    }
    return id.asString("").isEmpty();
  }

  private void fill(ObjectNode entry, Section section, String key) {
    String title = entry.path("title").asString("");
    String id = idsByName.getOrDefault(new Name(section, key, title), "");
    if (!id.isEmpty()) {
      entry.put("schemaId", id);
    }
  }
}
