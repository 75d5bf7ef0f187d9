package kalem.formats.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;

/** The tool classes of a schema, numbered from 0 in its order (export-format section 17.1). */
public final class ClassOrder {
  private final List<SchemaClass> classes;
  private final List<SchemaClass> points;
  private final Map<String, Integer> indexById = new HashMap<>();
  private final Map<String, Integer> pointIndexById = new HashMap<>();

  public ClassOrder(CategorySchema schema) {
    this.classes = schema.tools();
    this.points = classes.stream().filter(each -> each.kind() == ClassKind.POINT).toList();
    number(classes, indexById);
    number(points, pointIndexById);
  }

  private static void number(List<SchemaClass> classes, Map<String, Integer> indexes) {
    for (int i = 0; i < classes.size(); i++) {
      indexes.putIfAbsent(classes.get(i).schemaId(), i);
    }
  }

  public List<SchemaClass> classes() {
    return classes;
  }

  /** The classes of points: the keypoints of a skeleton, in schema order. */
  public List<SchemaClass> points() {
    return points;
  }

  /** The number of an object's class; nothing when the class was deleted. */
  public OptionalInt indexOf(ToolObject object) {
    return index(indexById, object);
  }

  /** The place of an object's class among the points. */
  public OptionalInt pointIndexOf(ToolObject object) {
    return index(pointIndexById, object);
  }

  private static OptionalInt index(Map<String, Integer> indexes, ToolObject object) {
    Integer index = indexes.get(object.schemaId());
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
