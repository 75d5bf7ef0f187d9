package kalem.formats.coco;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import kalem.formats.FileText;
import kalem.formats.image.ClassOrder;

/**
 * The categories of a file: the tool classes from 1 in schema order, then the groups that can hold
 * keypoints. Beside the members COCO knows, each has {@code tool}, so that what was written is read
 * back as the same kind of class.
 */
final class Categories {
  private final ClassOrder order;
  private final List<SchemaClass> groups;
  private final Map<String, Integer> groupIds = new HashMap<>();

  Categories(CategorySchema schema) {
    this.order = new ClassOrder(schema);
    boolean hasKeypoints = !order.points().isEmpty();
    this.groups =
        schema.relations().stream()
            .filter(each -> hasKeypoints && each.kind() == ClassKind.GROUP)
            .toList();
    int next = order.classes().size() + 1;
    for (SchemaClass group : groups) {
      groupIds.putIfAbsent(group.schemaId(), next++);
    }
  }

  ClassOrder order() {
    return order;
  }

  /** The category of an object; nothing when its class was deleted. */
  OptionalInt id(ToolObject object) {
    OptionalInt index = order.indexOf(object);
    return index.isPresent() ? OptionalInt.of(index.getAsInt() + 1) : index;
  }

  /** The category of a class of this schema. */
  int id(SchemaClass tool) {
    return order.classes().indexOf(tool) + 1;
  }

  /** The category of a group; nothing when its class was deleted. */
  OptionalInt id(Relation group) {
    Integer id = groupIds.get(group.schemaId());
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Writes the list. */
  void write(FileText text) throws IOException {
    CompactJson json = new CompactJson(text);
    json.array();
    int id = 1;
    for (SchemaClass each : order.classes()) {
      write(each, id++, json);
    }
    for (SchemaClass each : groups) {
      write(each, id++, json);
    }
    json.endArray();
  }

  private void write(SchemaClass each, int id, CompactJson json) {
    json.object().key("id").number(id).key("name").string(each.title());
    json.key("supercategory").string("").key("tool").string(each.kind().key());
    List<SchemaClass> keypoints = keypoints(each);
    if (!keypoints.isEmpty()) {
      json.key("keypoints").array();
      keypoints.forEach(point -> json.string(point.title()));
      json.endArray().key("skeleton").array().endArray();
    }
    json.endObject();
  }

  private List<SchemaClass> keypoints(SchemaClass each) {
    if (each.kind() == ClassKind.POINT) {
      return List.of(each);
    }
    return !groups.isEmpty() && (each.kind() == ClassKind.GROUP || Keypoints.canLead(each.kind()))
        ? order.points()
        : List.of();
  }
}
