package kalem.annotation;

import java.util.List;
import java.util.random.RandomGenerator;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes category schemas with classes of every kind, nested questions among them. */
final class RandomSchema {
  private static final List<String> WORDS =
      List.of("Car", "Tree", "Weather", "çığ", "a \"b\"", "x/y", "Ω", "Load", "", "North\tSouth");

  private final RandomGenerator random;
  private final Counter ids = new Counter();

  RandomSchema(RandomGenerator random) {
    this.random = random;
  }

  ObjectNode make() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    for (Section section : Section.values()) {
      ArrayNode list = schema.putArray(section.key());
      for (ClassKind kind : ClassKind.values()) {
        if (kind.section() == section && random.nextInt(3) > 0) {
          fill(list.addObject(), kind, 2, List.of());
        }
      }
    }
    return schema;
  }

  private void fill(ObjectNode node, ClassKind kind, int depth, List<String> parentOptions) {
    node.put("tool", kind.key()).put("title", word()).put("required", random.nextBoolean());
    boolean isVoxel = kind == ClassKind.VOXEL_BRUSH;
    node.put("schemaId", isVoxel ? Integer.toString(1 + random.nextInt(255)) : ids.next());
    node.put("multiple", random.nextInt(4) == 0).put("singleSelect", random.nextBoolean());
    node.put("frameSpecific", random.nextBoolean()).put("richText", random.nextBoolean());
    if (random.nextInt(3) == 0) {
      node.put("min", 1).put("max", 2).put("perPage", random.nextBoolean());
      node.put("minPoints", 3).put("maxSelections", 2).put("maxLength", 5).put("own", "kept");
    }
    if (!parentOptions.isEmpty() && random.nextBoolean()) {
      node.put("parentOptionId", parentOptions.get(random.nextInt(parentOptions.size())));
    }
    List<String> options = options(node, kind);
    ArrayNode nested = node.putArray("classifications");
    for (int i = 0; depth > 0 && i < random.nextInt(3); i++) {
      fill(nested.addObject(), question(), depth - 1, options);
    }
  }

  private List<String> options(ObjectNode node, ClassKind kind) {
    if (kind == ClassKind.TREE_DROPDOWN) {
      ArrayNode roots = node.putArray("treeOptions");
      for (int i = 0; i < 2; i++) {
        tree(roots.addObject(), i, 2);
      }
      return roots.findValuesAsString("key");
    }
    ArrayNode options = node.putArray("options");
    for (int i = 0; kind.isChoice() && i < 1 + random.nextInt(4); i++) {
      options.addObject().put("value", word() + i).put("schemaId", ids.next());
    }
    return options.findValuesAsString("schemaId");
  }

  private void tree(ObjectNode node, int number, int depth) {
    node.put("title", word() + number).put("key", ids.next());
    ArrayNode children = node.putArray("children");
    for (int i = 0; depth > 0 && i < random.nextInt(3); i++) {
      tree(children.addObject(), i, depth - 1);
    }
  }

  private ClassKind question() {
    List<ClassKind> questions =
        List.of(ClassKind.values()).stream()
            .filter(kind -> kind.section() == Section.CLASSIFICATIONS)
            .toList();
    return questions.get(random.nextInt(questions.size()));
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
