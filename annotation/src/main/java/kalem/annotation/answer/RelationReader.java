package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.ClassificationReader.Scope;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.SchemaClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads relations and checks their ends (import-format section 7). */
final class RelationReader {
  private static final int SMALLEST_IMPORTED_GROUP = 2;

  private final IntakePolicy policy;
  private final CategorySchema schema;
  private final ClassResolver classes;
  private final ClassificationReader answers;
  private final ObjectIds ids;
  private final IntakeReport report;

  RelationReader(IntakeState state, ClassificationReader answers) {
    this.policy = state.context().policy();
    this.schema = state.schema();
    this.classes = state.classes();
    this.answers = answers;
    this.ids = state.ids();
    this.report = state.report();
  }

  /** A relation together with the place it was read from. */
  record Placed(Relation relation, String path) {}

  Optional<Placed> read(JsonNode given, String path) {
    if (!given.isObject()) {
      report.fault(ProblemCode.NOT_AN_OBJECT, path, "A relation must be an object.");
      return Optional.empty();
    }
    JsonNode node = forward(given);
    Relation stored = StoredAnswer.relation(node);
    boolean isShapeValid = isShapeValid(node, stored.link(), path);
    Resolution resolution = resolve(node, path, kind(stored.link()));
    Optional<String> objectId = ids.of(node, path);
    if (!isShapeValid || resolution instanceof Resolution.Refused || objectId.isEmpty()) {
      return Optional.empty();
    }
    Relation read = relation(node, path, stored, resolution.known(), objectId.get());
    return ids.isFirst(read, path) ? Optional.of(new Placed(read, path)) : Optional.empty();
  }

  /** Backward is stored as forward with the ends exchanged (ontology section 6.1). */
  private static JsonNode forward(JsonNode node) {
    boolean isBackward =
        EntryFields.text(node, "direction").equals("backward") && node.path("to").isString();
    if (!isBackward) {
      return node;
    }
    ObjectNode turned = ((ObjectNode) node).deepCopy();
    turned.set("from", node.path("to"));
    turned.set("to", node.path("from"));
    return turned.put("direction", "straight");
  }

  private boolean isShapeValid(JsonNode node, Link link, String path) {
    String direction = StoredAnswer.direction(node);
    if (!direction.equals("straight") && !direction.equals("bidirectional")) {
      report.fault(
          ProblemCode.BAD_VALUE, path + ".direction", "A direction is straight or bidirectional.");
      return false;
    }
    return switch (link) {
      case Link.Single(String from, String to, String _) -> areDifferent(from, to, path);
      case Link.Group(List<String> members) -> isLargeEnough(members, path);
      case Link.OneToMany(String _, List<String> members, String _) -> isAnyMember(members, path);
    };
  }

  private boolean areDifferent(String from, String to, String path) {
    if (!from.isEmpty() && from.equals(to)) {
      report.fault(ProblemCode.RELATION_SELF, path + ".to", "Both ends are the same.");
      return false;
    }
    return true;
  }

  /**
   * A person may group a single object; an import may not (ontology 6.2 against import-format 7).
   */
  private boolean isLargeEnough(List<String> members, String path) {
    if (policy == IntakePolicy.IMPORT && members.size() < SMALLEST_IMPORTED_GROUP) {
      report.fault(
          ProblemCode.RELATION_TOO_SMALL, path + ".group", "A group has at least 2 members.");
      return false;
    }
    return isAnyMember(members, path);
  }

  private boolean isAnyMember(List<String> members, String path) {
    if (members.isEmpty()) {
      report.fault(ProblemCode.RELATION_TOO_SMALL, path + ".group", "There are no members.");
    }
    return !members.isEmpty();
  }

  private static ClassKind kind(Link link) {
    return switch (link) {
      case Link.Single _ -> ClassKind.ONE_TO_ONE;
      case Link.Group _ -> ClassKind.GROUP;
      case Link.OneToMany _ -> ClassKind.ONE_TO_MANY;
    };
  }

  private Resolution resolve(JsonNode node, String path, ClassKind kind) {
    return classes.resolve(node, path, schema.relations(), each -> each.kind() == kind);
  }

  private Relation relation(
      JsonNode node, String path, Relation stored, Optional<SchemaClass> known, String objectId) {
    List<ClassificationAnswer> nested =
        known.isPresent()
            ? answers.readNested(node, path, Scope.under(known.get(), Optional.empty()))
            : ids.complete(stored.classifications());
    return new Relation(
        objectId,
        known.map(SchemaClass::schemaId).orElse(EntryFields.id(node, "schemaId")),
        known.map(SchemaClass::title).orElse(stored.title()),
        stored.link(),
        stored.marks(),
        nested,
        stored.metadata(),
        stored.extras());
  }

  /**
   * The relations whose ends exist. A relation may end in another one, so refusing one may leave
   * another without its end.
   *
   * @param existing object ids of everything but these relations
   */
  List<Relation> withEnds(List<Placed> read, Set<String> existing) {
    List<Placed> left = new ArrayList<>(read);
    while (true) {
      Set<String> known = new HashSet<>(existing);
      left.forEach(placed -> placed.relation().objectIds().forEach(known::add));
      List<Placed> broken = left.stream().filter(each -> !isComplete(each, known)).toList();
      if (broken.isEmpty()) {
        return left.stream().map(Placed::relation).toList();
      }
      broken.forEach(each -> reportMissing(each, known));
      left.removeAll(broken);
    }
  }

  private static boolean isComplete(Placed placed, Set<String> known) {
    return known.containsAll(placed.relation().link().ends());
  }

  private void reportMissing(Placed placed, Set<String> known) {
    List<String> missing =
        placed.relation().link().ends().stream().filter(end -> !known.contains(end)).toList();
    report.fault(
        ProblemCode.RELATION_END_MISSING,
        placed.path(),
        "There is no object \"" + String.join("\", \"", missing) + "\".");
  }
}
