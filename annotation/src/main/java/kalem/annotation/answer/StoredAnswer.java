package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.JsonNode;

/** Reads entries as they stand, asking no schema. */
final class StoredAnswer {
  private static final Set<String> ANSWER = Set.of("answer");
  private static final Set<String> LINK = Set.of("from", "to", "group", "direction");

  private StoredAnswer() {}

  static Answer read(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("An answer is an object");
    }
    return new Answer(
        list(node, "tools", StoredAnswer::tool),
        list(node, "classifications", StoredAnswer::classification),
        list(node, "relations", StoredAnswer::relation));
  }

  private static <E> List<E> list(JsonNode node, String key, Function<JsonNode, E> read) {
    JsonNode elements = node.path(key);
    return elements.isEmpty() ? List.of() : elements.valueStream().map(read).toList();
  }

  static List<ClassificationAnswer> classifications(JsonNode node) {
    return list(node, "classifications", StoredAnswer::classification);
  }

  static ToolObject tool(JsonNode node) {
    String key =
        geometryKey(node)
            .orElseThrow(() -> new IllegalArgumentException("A tool object has a geometry"));
    return tool(node, GeometryReader.readStored(key, node.get(key)));
  }

  /** A tool object with everything but its geometry as it stands. */
  static ToolObject tool(JsonNode node, Geometry geometry) {
    Set<String> known = geometryKey(node).map(Set::of).orElse(Set.of());
    return new ToolObject(
        EntryFields.text(node, "objectId"),
        EntryFields.text(node, "schemaId"),
        EntryFields.text(node, "title"),
        geometry,
        EntryFields.marks(node),
        classifications(node),
        EntryFields.metadata(node),
        EntryFields.extras(node, known));
  }

  /** The member that names a tool kind; the first when there are several. */
  static Optional<String> geometryKey(JsonNode node) {
    for (String key : node.propertyNames()) {
      if (isGeometryKey(key)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** The members that name tool kinds. */
  static Stream<String> geometryKeys(JsonNode node) {
    return node.propertyNames().stream().filter(StoredAnswer::isGeometryKey);
  }

  private static boolean isGeometryKey(String key) {
    return ClassKind.ofKey(key).filter(kind -> kind.section() == Section.TOOLS).isPresent();
  }

  static ClassificationAnswer classification(JsonNode node) {
    return new ClassificationAnswer(
        EntryFields.text(node, "objectId"),
        EntryFields.text(node, "schemaId"),
        EntryFields.text(node, "tool"),
        EntryFields.text(node, "title"),
        AnswerValue.of(node.path("answer")),
        EntryFields.marks(node),
        classifications(node),
        EntryFields.metadata(node),
        EntryFields.extras(node, ANSWER));
  }

  static Relation relation(JsonNode node) {
    return relation(node, link(node));
  }

  static Relation relation(JsonNode node, Link link) {
    return new Relation(
        EntryFields.text(node, "objectId"),
        EntryFields.text(node, "schemaId"),
        EntryFields.text(node, "title"),
        link,
        EntryFields.marks(node),
        classifications(node),
        EntryFields.metadata(node),
        EntryFields.extras(node, LINK));
  }

  private static Link link(JsonNode node) {
    String direction = direction(node);
    String from = EntryFields.text(node, "from");
    if (node.path("group").isArray()) {
      List<String> members = texts(node.get("group"));
      return from.isEmpty()
          ? new Link.Group(members)
          : new Link.OneToMany(from, members, direction);
    }
    if (node.path("to").isArray()) {
      return new Link.OneToMany(from, texts(node.get("to")), direction);
    }
    return new Link.Single(from, EntryFields.text(node, "to"), direction);
  }

  /** The direction given, or forward when there is none. */
  static String direction(JsonNode node) {
    return node.path("direction").stringValueOpt().orElse("straight");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().flatMap(each -> each.stringValueOpt().stream()).toList();
  }
}
