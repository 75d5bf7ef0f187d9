package kalem.annotation.ontology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Turns stored JSON into the model; missing keys mean their defaults (ontology section 9.2). */
final class SchemaReader {
  private static final String PATH_SEPARATOR = " / ";

  private SchemaReader() {}

  static CategorySchema read(JsonNode stored) {
    if (!stored.isObject()) {
      throw new IllegalArgumentException("A category schema is an object with three lists");
    }
    return new CategorySchema(
        section(stored, Section.TOOLS),
        section(stored, Section.CLASSIFICATIONS),
        section(stored, Section.RELATIONS));
  }

  private static List<SchemaClass> section(JsonNode stored, Section section) {
    return classes(stored.path(section.key()), 0, Optional.empty());
  }

  private static List<SchemaClass> classes(JsonNode list, int depth, Optional<String> parent) {
    return list.valueStream().flatMap(each -> one(each, depth, parent).stream()).toList();
  }

  private static Optional<SchemaClass> one(JsonNode node, int depth, Optional<String> parent) {
    return text(node, "tool").flatMap(ClassKind::ofKey).map(kind -> one(kind, node, depth, parent));
  }

  private static SchemaClass one(
      ClassKind kind, JsonNode node, int depth, Optional<String> parent) {
    String schemaId = text(node, "schemaId").orElse("");
    return new SchemaClass(
        kind,
        schemaId,
        text(node, "title").orElse(""),
        depth,
        parent,
        parentOptionIds(node),
        options(kind, node),
        settings(node),
        classes(node.path("classifications"), depth + 1, Optional.of(schemaId)));
  }

  /** The single parent option of the client and our list of several, together. */
  static List<String> parentOptionIds(JsonNode node) {
    Stream<JsonNode> several = node.path("parentOptionIds").valueStream();
    return Stream.concat(Stream.of(node.path("parentOptionId")), several)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }

  static List<Option> options(ClassKind kind, JsonNode node) {
    JsonNode tree = node.path("treeOptions");
    if (kind == ClassKind.TREE_DROPDOWN && !tree.isEmpty()) {
      List<Option> flat = new ArrayList<>();
      tree.valueStream().forEach(root -> flatten(root, List.of(), flat));
      return flat;
    }
    return node.path("options")
        .valueStream()
        .map(
            option ->
                new Option(
                    text(option, "schemaId").orElse(""),
                    text(option, "value").orElse(""),
                    List.of()))
        .toList();
  }

  private static void flatten(JsonNode node, List<String> ancestors, List<Option> flat) {
    String title = text(node, "title").orElse("");
    String path = ancestors.isEmpty() ? title : ancestors.getLast() + PATH_SEPARATOR + title;
    flat.add(new Option(nodeId(node).orElse(""), path, ancestors));
    List<String> below = Stream.concat(ancestors.stream(), Stream.of(path)).toList();
    node.path("children").valueStream().forEach(child -> flatten(child, below, flat));
  }

  /** The client writes the id of a tree node as key, or as schemaId when it was given by hand. */
  static Optional<String> nodeId(JsonNode node) {
    return text(node, "key")
        .filter(id -> !id.isEmpty())
        .or(() -> text(node, "schemaId").filter(id -> !id.isEmpty()));
  }

  private static ClassSettings settings(JsonNode node) {
    return new ClassSettings(
        flag(node, "required"),
        flag(node, "multiple"),
        flag(node, "frameSpecific"),
        flag(node, "singleSelect"),
        flag(node, "richText"),
        flag(node, "allowPartial"),
        flag(node, "disabled"),
        flag(node, "perPage"),
        text(node, "color"),
        text(node, "regex").filter(regex -> !regex.isEmpty()).flatMap(JavaScriptPattern::compile),
        limits(node, "min", "max"),
        limits(node, "minSelections", "maxSelections"),
        limits(node, "minLength", "maxLength"),
        limits(node, "minPoints", "maxPoints"));
  }

  private static Limits limits(JsonNode node, String least, String most) {
    return new Limits(whole(node, least), whole(node, most));
  }

  private static OptionalInt whole(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isIntegralNumber() && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  private static boolean flag(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isBoolean() && value.booleanValue();
  }

  static Optional<String> text(JsonNode node, String key) {
    return node.path(key).stringValueOpt();
  }
}
