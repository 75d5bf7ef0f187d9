package kalem.formats.kitti;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.formats.FileText;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A box in a point cloud, in the frame of KITTI's camera: x right, y down, z forward, metres; the
 * location is the middle of the bottom. A row carries no calibration, so the camera is taken to sit
 * at the origin of the cloud and to look along its x axis (x forward, y left, z up).
 *
 * @param rotation about the vertical axis in radians, 0 along the camera's x axis, clockwise seen
 *     from above
 */
record Cuboid(
    double height,
    double width,
    double length,
    double x,
    double y,
    double z,
    double rotation,
    Optional<Hull> projection) {
  private static final String KEY = "pct";

  /** The cuboid of an object of a point cloud; nothing for another shape. */
  static Optional<Cuboid> of(OpaqueGeometry geometry) {
    if (!geometry.key().equals(KEY)) {
      return Optional.empty();
    }
    JsonNode node = geometry.value().node();
    if (!node.path("shape").asString("").equals("cuboid")) {
      return Optional.empty();
    }
    OptionalDouble[] numbers = {
      number(node, "size", "z"),
      number(node, "size", "y"),
      number(node, "size", "x"),
      number(node, "center", "x"),
      number(node, "center", "y"),
      number(node, "center", "z"),
      number(node, "rotation", "z")
    };
    for (OptionalDouble each : numbers) {
      if (each.isEmpty()) {
        return Optional.empty();
      }
    }
    double height = numbers[0].getAsDouble();
    double z = numbers[5].getAsDouble();
    return Optional.of(
        new Cuboid(
            height,
            numbers[1].getAsDouble(),
            numbers[2].getAsDouble(),
            -numbers[4].getAsDouble(),
            -(z - height / 2),
            numbers[3].getAsDouble(),
            turned(numbers[6].getAsDouble()),
            projection(node.path("projections").path(0).path("box"))));
  }

  private static OptionalDouble number(JsonNode node, String group, String axis) {
    return ForeignJson.number(node.path(group).path(axis));
  }

  /** From the yaw of the cloud to that of the camera, and the same back. */
  private static double turned(double yaw) {
    return Math.IEEEremainder(-yaw - Math.PI / 2, 2 * Math.PI);
  }

  private static Optional<Hull> projection(JsonNode box) {
    OptionalDouble left = ForeignJson.number(box.path("x"));
    OptionalDouble top = ForeignJson.number(box.path("y"));
    OptionalDouble width = ForeignJson.number(box.path("width"));
    OptionalDouble height = ForeignJson.number(box.path("height"));
    return left.isPresent() && top.isPresent() && width.isPresent() && height.isPresent()
        ? Optional.of(
            new Hull(
                left.getAsDouble(),
                top.getAsDouble(),
                left.getAsDouble() + width.getAsDouble(),
                top.getAsDouble() + height.getAsDouble()))
        : Optional.empty();
  }

  /** The shape as an object of a point cloud. */
  Geometry geometry() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("shape", "cuboid");
    node.putObject("center").put("x", z).put("y", -x).put("z", -y + height / 2);
    node.putObject("size").put("x", length).put("y", width).put("z", height);
    node.putObject("rotation").put("x", 0).put("y", 0).put("z", turned(rotation));
    projection.ifPresent(
        box ->
            node.putArray("projections")
                .addObject()
                .put("camera", "image_2")
                .putObject("box")
                .put("x", box.left())
                .put("y", box.top())
                .put("width", box.width())
                .put("height", box.height()));
    return GeometryReader.read(KEY, node);
  }

  /** Writes sizes, location and rotation, each after a blank. */
  void write(FileText text, int decimals) throws IOException {
    for (double number : new double[] {height, width, length, x, y, z, rotation}) {
      text.append(' ').fixed(number, decimals);
    }
  }
}
