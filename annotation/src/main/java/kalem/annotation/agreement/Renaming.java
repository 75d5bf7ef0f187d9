package kalem.annotation.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;

/** Gives entries of several judgments the ids that they have in one answer. */
final class Renaming {
  private final CategorySchema schema;
  private final Map<Named, String> names = new HashMap<>();

  Renaming(CategorySchema schema) {
    this.schema = schema;
  }

  /** An id as a judgment uses it. */
  private record Named(int judgment, String objectId) {}

  void put(int judgment, String before, String after) {
    names.put(new Named(judgment, before), after);
  }

  ToolObject object(int judgment, ToolObject object, Map<String, String> ids) {
    return new ToolObject(
        ids.getOrDefault(object.objectId(), object.objectId()),
        object.schemaId(),
        object.title(),
        object.geometry(),
        object.marks(),
        nested(judgment, object.classifications(), ids),
        object.metadata(),
        object.extras());
  }

  /** The answer; nothing when all objects that it names are left out. */
  Optional<ClassificationAnswer> answer(
      int judgment, ClassificationAnswer answer, Map<String, String> ids) {
    return value(judgment, answer)
        .map(
            value ->
                new ClassificationAnswer(
                    ids.getOrDefault(answer.objectId(), answer.objectId()),
                    answer.schemaId(),
                    answer.tool(),
                    answer.title(),
                    value,
                    answer.marks(),
                    nested(judgment, answer.classifications(), ids),
                    answer.metadata(),
                    answer.extras()));
  }

  private List<ClassificationAnswer> nested(
      int judgment, List<ClassificationAnswer> answers, Map<String, String> ids) {
    return answers.stream().flatMap(each -> answer(judgment, each, ids).stream()).toList();
  }

  private Optional<AnswerValue> value(int judgment, ClassificationAnswer answer) {
    boolean namesObjects =
        schema
            .find(answer.schemaId())
            .filter(each -> each.kind() == ClassKind.INSTANCE)
            .isPresent();
    if (!namesObjects) {
      return Optional.of(answer.answer());
    }
    return switch (answer.answer()) {
      case AnswerValue.Single(String id) -> name(judgment, id).map(AnswerValue.Single::new);
      case AnswerValue.Several(List<String> values) -> {
        List<String> left = values.stream().flatMap(id -> name(judgment, id).stream()).toList();
        yield left.isEmpty() ? Optional.empty() : Optional.of(new AnswerValue.Several(left));
      }
      case AnswerValue.YesOrNo _, AnswerValue.Verbatim _ -> Optional.of(answer.answer());
    };
  }

  private Optional<String> name(int judgment, String before) {
    return Optional.ofNullable(names.get(new Named(judgment, before)));
  }

  /** The relation; nothing when what it ties together is left out. */
  Optional<Relation> relation(int judgment, Relation relation, Map<String, String> ids) {
    Set<String> gone =
        relation.link().ends().stream()
            .filter(end -> name(judgment, end).isEmpty())
            .collect(Collectors.toSet());
    return relation
        .link()
        .without(gone)
        .map(link -> renamed(link, end -> name(judgment, end).orElse(end)))
        .map(
            link ->
                new Relation(
                    ids.getOrDefault(relation.objectId(), relation.objectId()),
                    relation.schemaId(),
                    relation.title(),
                    link,
                    relation.marks(),
                    nested(judgment, relation.classifications(), ids),
                    relation.metadata(),
                    relation.extras()));
  }

  static Relation withLink(Relation relation, Link link) {
    return new Relation(
        relation.objectId(),
        relation.schemaId(),
        relation.title(),
        link,
        relation.marks(),
        relation.classifications(),
        relation.metadata(),
        relation.extras());
  }

  private static Link renamed(Link link, UnaryOperator<String> name) {
    return switch (link) {
      case Link.Single(String from, String to, String direction) ->
          new Link.Single(name.apply(from), name.apply(to), direction);
      case Link.Group(List<String> members) -> new Link.Group(members.stream().map(name).toList());
      case Link.OneToMany(String from, List<String> members, String direction) ->
          new Link.OneToMany(name.apply(from), members.stream().map(name).toList(), direction);
    };
  }
}
