package kalem.formats.ango;

import java.util.List;
import kalem.annotation.ontology.ClassKind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of the shapes of tool objects (export-format section 8.2). */
final class GeometrySchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GeometrySchemas() {}

  /**
   * The schema of what stands under the key of a kind of tool.
   *
   * @param options without segmentation points, segmentations are empty objects
   */
  static ObjectNode of(ClassKind tool, ExportOptions options) {
    return switch (tool) {
      case BOUNDING_BOX -> anyOf(numbers("x", "y", "width", "height"), ends());
      case ROTATED_BOUNDING_BOX -> rotatedBox();
      case POLYGON -> points(3);
      case POLYLINE -> anyOf(points(2), ends());
      case SPLINE -> points(2);
      case SEGMENTATION -> options.includeSegmentationPoints() ? segmentation() : type("object");
      case POINT -> pair();
      case CIRCLE -> numbers("x", "y", "radius");
      case BRUSH, VOXEL_BRUSH -> NODES.objectNode().put("const", true);
      case ANGLE -> angle();
      case ENTITY -> entity();
      case PDF -> pdf();
      case MESSAGE -> object("id", type("string"));
      case POINT_CLOUD -> type("object");
      case RADIO,
          CHECKBOX,
          SINGLE_DROPDOWN,
          MULTI_DROPDOWN,
          TREE_DROPDOWN,
          TEXT,
          RANK,
          BOOLEAN,
          INSTANCE,
          UPLOAD_BOX,
          ONE_TO_ONE,
          GROUP,
          ONE_TO_MANY ->
          throw new IllegalArgumentException(tool + " draws no objects");
    };
  }

  static ObjectNode type(String name) {
    return NODES.objectNode().put("type", name);
  }

  static ObjectNode list(ObjectNode items) {
    ObjectNode list = type("array");
    list.set("items", items);
    return list;
  }

  static ObjectNode anyOf(ObjectNode... alternatives) {
    ObjectNode any = NODES.objectNode();
    any.putArray("anyOf").addAll(List.of(alternatives));
    return any;
  }

  /** An object that must have these members, all numbers. */
  private static ObjectNode numbers(String... names) {
    ObjectNode object = type("object");
    for (String name : names) {
      object.withObjectProperty("properties").set(name, type("number"));
      object.withArrayProperty("required").add(name);
    }
    return object;
  }

  private static ObjectNode object(String name, ObjectNode member) {
    ObjectNode object = type("object");
    object.withObjectProperty("properties").set(name, member);
    object.withArrayProperty("required").add(name);
    return object;
  }

  /** Two corners or two ends in a volume, in voxels. */
  private static ObjectNode ends() {
    return numbers("x1", "y1", "z1", "x2", "y2", "z2");
  }

  private static ObjectNode pair() {
    return list(type("number")).put("minItems", 2).put("maxItems", 2);
  }

  private static ObjectNode points(int least) {
    return list(pair()).put("minItems", least);
  }

  private static ObjectNode rotatedBox() {
    ObjectNode box = numbers("x", "y", "width", "height", "rotation");
    box.withObjectProperty("properties").set("corners", points(4).put("maxItems", 4));
    box.withArrayProperty("required").add("corners");
    return box;
  }

  private static ObjectNode segmentation() {
    ObjectNode zone = object("region", points(3));
    zone.withObjectProperty("properties").set("holes", list(points(3)));
    zone.withArrayProperty("required").add("holes");
    return object("zones", list(zone).put("minItems", 1));
  }

  private static ObjectNode angle() {
    ObjectNode angle = numbers("angle");
    for (String point : List.of("vertex", "p1", "p2")) {
      angle.withObjectProperty("properties").set(point, list(type("number")));
      angle.withArrayProperty("required").add(point);
    }
    return angle;
  }

  private static ObjectNode entity() {
    ObjectNode entity = numbers("start", "end");
    entity.withObjectProperty("properties").set("selection", type("string"));
    return entity;
  }

  private static ObjectNode pdf() {
    ObjectNode rectangle = numbers("x1", "y1", "x2", "y2", "width", "height");
    ObjectNode position = object("boundingRect", rectangle.deepCopy());
    position.withObjectProperty("properties").set("rects", list(rectangle));
    position.withObjectProperty("properties").set("pageNumber", type("integer").put("minimum", 1));
    position.withArrayProperty("required").add("pageNumber");
    ObjectNode pdf = object("position", position);
    pdf.withObjectProperty("properties").set("content", type("object"));
    return pdf;
  }
}
