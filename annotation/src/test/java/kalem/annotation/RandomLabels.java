package kalem.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
  private final RandomShapes shapes;
  private final CategorySchema schema;
  private final Counter ids = new Counter();
  private final List<String> ends = new ArrayList<>();

  RandomLabels(RandomGenerator random, CategorySchema schema) {
    this.random = random;
    this.shapes = new RandomShapes(random);
    this.schema = schema;
  }

  ObjectNode make() {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = labels.putArray(random.nextBoolean() ? "objects" : "tools");
    for (SchemaClass each : schema.tools()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        ObjectNode object = tools.addObject();
        tool(object, each);
        if (random.nextInt(5) == 0) {
          laterFrames(tools, object, each);
        }
      }
    }
    questions(labels.putArray("classifications"), schema.classifications(), Set.of());
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
    shapes.add(node, each.kind());
    questions(node.putArray("classifications"), each.classifications(), Set.of());
  }

  /** The object on more frames, the last of which may only say that it is gone. */
  private void laterFrames(ArrayNode tools, ObjectNode object, SchemaClass each) {
    object.put("page", 0);
    object.remove("interpolationStopped");
    for (int frame = 1; frame < 4; frame++) {
      ObjectNode later = tools.addObject();
      later.put("objectId", object.get("objectId").stringValue()).put("schemaId", each.schemaId());
      later.put("page", 10 * frame);
      if (frame == 3) {
        later.put("interpolationStopped", true);
      } else {
        shapes.add(later, each.kind());
      }
    }
  }

  /**
   * Answers to some of the questions that are asked.
   *
   * @param chosen ids of the options chosen above
   */
  private void questions(ArrayNode list, List<SchemaClass> questions, Set<String> chosen) {
    for (SchemaClass each : questions) {
      boolean isAnswerable = !each.kind().isChoice() || !each.options().isEmpty();
      boolean isAsked =
          each.parentOptionIds().isEmpty() || !Collections.disjoint(each.parentOptionIds(), chosen);
      if (isAnswerable && isAsked && random.nextInt(4) > 0) {
        for (int i = each.multiple() ? random.nextInt(3) : 1; i > 0; i--) {
          question(list.addObject(), each);
        }
      }
    }
  }

  private void question(ObjectNode node, SchemaClass each) {
    head(node, each);
    Set<String> chosen = new HashSet<>();
    boolean isOpening = true;
    switch (each.kind()) {
      case RADIO, SINGLE_DROPDOWN -> node.put("answer", option(each, chosen));
      case CHECKBOX, MULTI_DROPDOWN ->
          node.putArray("answer").add(option(each, chosen)).add(option(each, chosen));
      case TREE_DROPDOWN -> node.putArray("answer").add(option(each, chosen));
      case RANK -> ranking(node.putArray("answer"), each, chosen);
      case TEXT -> node.put("answer", "line \u2028 one\n\ud83d\ude00 \ud800 \u0001");
      case BOOLEAN -> {
        isOpening = random.nextBoolean();
        if (random.nextBoolean()) {
          node.put("answer", isOpening);
        } else {
          node.put("answer", Boolean.toString(isOpening));
        }
      }
      case INSTANCE -> node.putArray("answer").add("made-1");
      default -> node.putArray("answer").addObject().put("url", "u").put("size", 12);
    }
    ArrayNode nested = node.putArray("classifications");
    if (isOpening) {
      questions(nested, each.classifications(), chosen);
    }
  }

  private String option(SchemaClass each, Set<String> chosen) {
    Option option = each.options().get(random.nextInt(each.options().size()));
    chosen.add(option.schemaId());
    return random.nextBoolean() ? option.value() : option.schemaId();
  }

  private void ranking(ArrayNode answer, SchemaClass each, Set<String> chosen) {
    List<Option> order = new ArrayList<>(each.options());
    Collections.shuffle(order, Random.from(random));
    for (Option option : order) {
      chosen.add(option.schemaId());
      answer.add(option.value());
    }
  }

  private void relation(ObjectNode node, SchemaClass each) {
    List<String> others = new ArrayList<>(ends);
    Collections.shuffle(others, Random.from(random));
    head(node, each);
    node.remove(List.of("page"));
    if (each.kind() == ClassKind.GROUP) {
      node.putArray("group").add(others.get(0)).add(others.get(1));
    } else if (each.kind() == ClassKind.ONE_TO_ONE) {
      List<String> directions = List.of("straight", "bidirectional", "backward");
      node.put("from", others.get(0)).put("to", others.get(1));
      node.put("direction", directions.get(random.nextInt(3)));
    } else {
      node.put("from", others.get(0));
      node.putArray(random.nextBoolean() ? "group" : "to").add(others.get(1));
    }
    questions(node.putArray("classifications"), each.classifications(), Set.of());
  }
}
