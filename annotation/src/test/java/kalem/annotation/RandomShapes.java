package kalem.annotation;

import java.util.List;
import java.util.random.RandomGenerator;
import kalem.annotation.ontology.ClassKind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes shapes of every tool, in every form that an import may use. */
final class RandomShapes {
  private final RandomGenerator random;

  RandomShapes(RandomGenerator random) {
    this.random = random;
  }

  /** Adds a shape under its key. */
  void add(ObjectNode node, ClassKind kind) {
    String key = kind.key();
    switch (kind) {
      case BOUNDING_BOX -> box(node.putObject(key), random.nextInt(4) == 0);
      case ROTATED_BOUNDING_BOX -> box(node.putObject(key).put("rotation", number()), false);
      case POLYGON, SPLINE -> points(node.putArray(key));
      case POLYLINE -> polyline(node, key);
      case SEGMENTATION -> segmentation(node.putObject(key));
      case POINT -> node.putArray(key).add(number()).add(number());
      case CIRCLE ->
          node.putObject(key).put("x", number()).put("y", number()).put("radius", size());
      case BRUSH, VOXEL_BRUSH -> node.put(key, true);
      case ENTITY -> span(node.putObject(key));
      case PDF -> pdf(node, key);
      case ANGLE -> angle(node.putObject(key));
      case MESSAGE -> own(node.putObject(key).put("id", "message \u00e4"));
      case POINT_CLOUD -> pointCloud(node.putObject(key));
      default -> throw new IllegalArgumentException(key + " is no tool");
    }
  }

  private void box(ObjectNode node, boolean isInVolume) {
    if (isInVolume) {
      ends(node);
      own(node);
    } else {
      node.put("x", number()).put("width", size() * (random.nextBoolean() ? 1 : -1));
      node.put("y", number()).put("height", size());
    }
  }

  private void ends(ObjectNode node) {
    for (String axis : List.of("x", "y", "z")) {
      double one = random.nextInt(500);
      node.put(axis + "1", one).put(axis + "2", random.nextBoolean() ? one + size() : one - size());
    }
  }

  private void polyline(ObjectNode node, String key) {
    if (random.nextInt(4) == 0) {
      ends(node.putObject(key));
    } else {
      points(node.putArray(key));
    }
  }

  private void points(ArrayNode list) {
    int count = 3 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      list.addArray().add(number()).add(number());
    }
    if (random.nextInt(3) == 0) {
      list.add(list.get(0).deepCopy());
    }
  }

  private void segmentation(ObjectNode node) {
    if (random.nextInt(4) == 0) {
      ObjectNode rle = node.putObject("rle");
      rle.putArray("size").add(20).add(30);
      ArrayNode counts = rle.putArray("counts");
      for (int i = 0; i < 2 + random.nextInt(10); i++) {
        counts.add(1 + random.nextInt(40));
      }
      return;
    }
    ArrayNode zones = node.putArray("zones");
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      ObjectNode zone = zones.addObject();
      points(zone.putArray("region"));
      if (random.nextBoolean()) {
        points(zone.putArray("holes").addArray());
      }
    }
    if (random.nextInt(3) == 0) {
      zones.addObject().putArray("region");
    }
  }

  private void span(ObjectNode node) {
    if (random.nextBoolean()) {
      node.put("start", 1).put("end", 5).put("selection", "word");
    } else {
      double start = random.nextDouble(100);
      node.put("end", start + random.nextDouble()).put("start", start);
    }
    own(node);
  }

  private void pdf(ObjectNode node, String key) {
    if (random.nextInt(4) == 0) {
      ObjectNode flat = rectangle(node.putObject(key));
      flat.put("pageNumber", 1 + random.nextInt(9)).put("text", "Total");
      return;
    }
    ObjectNode pdf = node.putObject(key);
    ObjectNode position = pdf.putObject("position");
    rectangle(position.putObject("boundingRect"));
    ArrayNode pieces = position.putArray("rects");
    for (int i = random.nextInt(3); i > 0; i--) {
      own(rectangle(pieces.addObject()));
    }
    position.put("pageNumber", 1 + random.nextInt(9));
    own(position);
    pdf.putObject("content").put("text", "Total");
    own(pdf);
  }

  private ObjectNode rectangle(ObjectNode node) {
    double left = random.nextInt(300);
    double top = random.nextDouble(300);
    return node.put("x2", left)
        .put("y1", top)
        .put("x1", left + size())
        .put("y2", top + size())
        .put("width", 612)
        .put("height", size());
  }

  private void angle(ObjectNode node) {
    for (String place : List.of("p2", "vertex", "p1")) {
      node.putArray(place).add(number()).add(number()).add(number());
    }
    own(node.put("angle", random.nextDouble(180)));
  }

  private void pointCloud(ObjectNode node) {
    if (random.nextBoolean()) {
      node.put("shape", "polyline3d").putArray("points").addArray().add(1).add(2.5).add(3);
    } else {
      node.put("frame", random.nextInt(9)).put("shape", "cuboid");
      triple(node.putObject("rotation"), 0);
      triple(node.putObject("size"), 1);
      triple(node.putObject("center"), 0);
    }
    own(node);
  }

  private void triple(ObjectNode node, double least) {
    for (String axis : List.of("x", "y", "z")) {
      node.put(axis, least + random.nextDouble(3));
    }
  }

  /** Members that this version gives no meaning to. */
  private void own(ObjectNode node) {
    if (random.nextInt(3) == 0) {
      node.put("exact", number()).putArray("own").add("x").addNull();
    }
  }

  /** Whole numbers, short fractions, long fractions, tiny and huge ones. */
  private double number() {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(5000) - 100;
      case 1 -> random.nextInt(50_000) / 8.0;
      case 2 -> random.nextDouble() * 1e-9;
      case 3 -> random.nextDouble() * 1e25;
      default -> random.nextDouble() * 4000;
    };
  }

  private double size() {
    return 1 + random.nextDouble() * 1000;
  }
}
