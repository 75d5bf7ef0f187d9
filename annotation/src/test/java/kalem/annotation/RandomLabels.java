package kalem.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes labels that fit a schema, in the many forms an import may use. */
final class RandomLabels {
  private final RandomGenerator random;
  private final CategorySchema schema;
  private final Counter ids = new Counter();
  private final List<String> ends = new ArrayList<>();

  RandomLabels(RandomGenerator random, CategorySchema schema) {
    this.random = random;
    this.schema = schema;
  }

  ObjectNode make() {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = labels.putArray(random.nextBoolean() ? "objects" : "tools");
    for (SchemaClass each : schema.tools()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        tool(tools.addObject(), each);
      }
    }
    questions(labels.putArray("classifications"), schema.classifications());
    ArrayNode relations = labels.putArray("relations");
    if (ends.size() >= 2) {
      schema.relations().forEach(each -> relation(relations.addObject(), each));
    }
    return labels;
  }

  private void head(ObjectNode node, SchemaClass each) {
    String id = ids.next();
    node.put("objectId", id).put("schemaId", each.schemaId());
    ends.add(id);
    if (random.nextInt(4) == 0) {
      node.put("page", random.nextInt(9)).put("lock", true).put("interpolationStopped", true);
    }
    if (random.nextInt(4) == 0) {
      node.put("flag", "red").putObject("own").put("score", random.nextDouble()).put("whole", 3.0);
    }
    if (random.nextInt(4) == 0) {
      node.putObject("metadata").put("createdAt", 1_700_000_000_000L + random.nextInt());
    }
  }

  private void tool(ObjectNode node, SchemaClass each) {
    head(node, each);
    String key = each.kind().key();
    switch (each.kind()) {
      case BOUNDING_BOX -> box(node.putObject(key));
      case ROTATED_BOUNDING_BOX -> box(node.putObject(key).put("rotation", number()));
      case POLYGON, POLYLINE, SPLINE -> points(node.putArray(key));
      case SEGMENTATION -> segmentation(node.putObject(key).putArray("zones"));
      case POINT -> node.putArray(key).add(number()).add(number());
      case CIRCLE ->
          node.putObject(key).put("x", number()).put("y", number()).put("radius", size());
      case BRUSH, VOXEL_BRUSH -> node.put(key, true);
      case ENTITY -> node.putObject(key).put("start", 1).put("end", 5).put("selection", "word");
      default -> node.putObject(key).put("id", "m").put("exact", number());
    }
    questions(node.putArray("classifications"), each.classifications());
  }

  private void box(ObjectNode node) {
    node.put("x", number()).put("width", size() * (random.nextBoolean() ? 1 : -1));
    node.put("y", number()).put("height", size());
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

  private void segmentation(ArrayNode zones) {
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

  private void questions(ArrayNode list, List<SchemaClass> questions) {
    for (SchemaClass each : questions) {
      boolean isAnswerable = !each.kind().isChoice() || !each.options().isEmpty();
      if (isAnswerable && each.parentOptionIds().isEmpty() && random.nextInt(4) > 0) {
        question(list.addObject(), each);
      }
    }
  }

  private void question(ObjectNode node, SchemaClass each) {
    head(node, each);
    switch (each.kind()) {
      case RADIO, SINGLE_DROPDOWN -> node.put("answer", option(each));
      case CHECKBOX, MULTI_DROPDOWN -> node.putArray("answer").add(option(each)).add(option(each));
      case TREE_DROPDOWN -> node.putArray("answer").add(option(each));
      case RANK -> ranking(node.putArray("answer"), each);
      case TEXT -> node.put("answer", "line \u2028 one\n\ud83d\ude00 \ud800 \u0001");
      case BOOLEAN -> node.put("answer", true);
      case INSTANCE -> node.putArray("answer").add("made-1");
      default -> node.putArray("answer").addObject().put("url", "u").put("size", 12);
    }
    questions(node.putArray("classifications"), each.classifications());
  }

  private String option(SchemaClass each) {
    Option chosen = each.options().get(random.nextInt(each.options().size()));
    return random.nextBoolean() ? chosen.value() : chosen.schemaId();
  }

  private void ranking(ArrayNode answer, SchemaClass each) {
    List<Option> order = new ArrayList<>(each.options());
    Collections.shuffle(order, Random.from(random));
    order.forEach(option -> answer.add(option.value()));
  }

  private void relation(ObjectNode node, SchemaClass each) {
    List<String> others = new ArrayList<>(ends);
    Collections.shuffle(others, Random.from(random));
    head(node, each);
    node.remove(List.of("page"));
    if (each.kind() == ClassKind.GROUP) {
      node.putArray("group").add(others.get(0)).add(others.get(1));
    } else if (each.kind() == ClassKind.ONE_TO_ONE) {
      node.put("from", others.get(0)).put("to", others.get(1)).put("direction", "bidirectional");
    } else {
      node.put("from", others.get(0)).putArray("group").add(others.get(1));
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
