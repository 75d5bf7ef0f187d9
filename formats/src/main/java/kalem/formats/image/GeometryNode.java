package kalem.formats.image;

import java.util.List;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shapes as the JSON an import has under the geometry key (import-format section 5). */
public final class GeometryNode {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GeometryNode() {}

  public static JsonNode of(Geometry geometry) {
    return switch (geometry) {
      case Box box -> box(box.x(), box.y(), box.width(), box.height());
      case RotatedBox box ->
          box(box.x(), box.y(), box.width(), box.height())
              .put("rotation", box.rotation())
              .set("corners", ring(box.corners()));
      case Polygon polygon -> ring(polygon.points());
      case Polyline line -> ring(line.points());
      case Spline spline -> ring(spline.knots());
      case Point point -> pair(point);
      case Circle circle ->
          NODES
              .objectNode()
              .put("x", circle.x())
              .put("y", circle.y())
              .put("radius", circle.radius());
      case Segmentation segmentation -> zones(segmentation);
      case OpaqueGeometry opaque -> opaque.value().node();
    };
  }

  private static ObjectNode box(double x, double y, double width, double height) {
    return NODES.objectNode().put("x", x).put("y", y).put("width", width).put("height", height);
  }

  private static ArrayNode pair(Point point) {
    return NODES.arrayNode(2).add(point.x()).add(point.y());
  }

  private static ArrayNode ring(List<Point> points) {
    ArrayNode ring = NODES.arrayNode(points.size());
    points.forEach(point -> ring.add(pair(point)));
    return ring;
  }

  private static ObjectNode zones(Segmentation segmentation) {
    ObjectNode node = NODES.objectNode();
    ArrayNode zones = node.putArray("zones");
    for (Segmentation.Zone zone : segmentation.zones()) {
      ObjectNode each = zones.addObject();
      each.set("region", ring(zone.region()));
      ArrayNode holes = each.putArray("holes");
      zone.holes().forEach(hole -> holes.add(ring(hole)));
    }
    return node;
  }
}
