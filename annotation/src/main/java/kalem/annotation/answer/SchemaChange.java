package kalem.annotation.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;

/**
 * Renders answers written under an older revision of a schema with the names of a newer one: titles
 * and option values follow their ids. What the newer schema no longer knows stays as it was; an
 * entry that holds such an option is marked {@code unknownOption} (export-format section 10).
 */
public final class SchemaChange {
  private static final String UNKNOWN_OPTION = "unknownOption";

  private final CategorySchema before;
  private final CategorySchema after;

  public SchemaChange(CategorySchema before, CategorySchema after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Whether anything that answers hold is named differently. Classes that exist no more keep their
   * old names anyway.
   */
  public boolean renames() {
    return before
        .all()
        .anyMatch(old -> after.find(old.schemaId()).filter(now -> differs(old, now)).isPresent());
  }

  private static boolean differs(SchemaClass before, SchemaClass now) {
    return before.kind() != now.kind()
        || !before.title().equals(now.title())
        || !before.options().equals(now.options());
  }

  /**
   * Whether a later schema can be applied to what is rendered as well as to the entry itself. Not
   * so where a class or option is unknown: the older text still tells which one it was, should it
   * come back.
   */
  public boolean keeps(Entry entry) {
    return before.find(entry.schemaId()).isPresent()
        && after.find(entry.schemaId()).isPresent()
        && (!(entry instanceof ClassificationAnswer answer) || keepsValues(answer))
        && entry.classifications().stream().allMatch(this::keeps);
  }

  private boolean keepsValues(ClassificationAnswer answer) {
    SchemaClass old = before.find(answer.schemaId()).orElseThrow();
    SchemaClass today = after.find(answer.schemaId()).orElseThrow();
    return old.kind() == today.kind()
        && (!old.kind().isChoice()
            || answer.answer().values().stream()
                .allMatch(
                    value ->
                        old.optionOfValue(value)
                            .flatMap(option -> today.optionOfId(option.schemaId()))
                            .isPresent()));
  }

  public Answer render(Answer answer) {
    return new Answer(
        answer.tools().stream().map(this::rendered).toList(),
        rendered(answer.classifications()),
        answer.relations().stream().map(this::rendered).toList());
  }

  /** One entry alone, for texts too long to be held. */
  public Entry render(Entry entry) {
    return switch (entry) {
      case ToolObject tool -> rendered(tool);
      case ClassificationAnswer answer -> rendered(answer);
      case Relation relation -> rendered(relation);
    };
  }

  private ToolObject rendered(ToolObject tool) {
    return tool.withTitle(title(tool), nested(tool));
  }

  private Relation rendered(Relation relation) {
    return relation.withTitle(title(relation), nested(relation));
  }

  private String title(Entry entry) {
    return after.find(entry.schemaId()).map(SchemaClass::title).orElse(entry.title());
  }

  private List<ClassificationAnswer> nested(Entry entry) {
    return rendered(entry.classifications());
  }

  private List<ClassificationAnswer> rendered(List<ClassificationAnswer> answers) {
    return answers.stream().map(this::rendered).toList();
  }

  private ClassificationAnswer rendered(ClassificationAnswer answer) {
    Optional<SchemaClass> today = after.find(answer.schemaId());
    AnswerValue value = today.map(question -> value(answer, question)).orElse(answer.answer());
    return new ClassificationAnswer(
        answer.objectId(),
        answer.schemaId(),
        today.map(question -> question.kind().key()).orElse(answer.tool()),
        title(answer),
        value,
        answer.marks(),
        nested(answer),
        answer.metadata(),
        today.map(question -> extras(answer, question, value)).orElse(answer.extras()));
  }

  private AnswerValue value(ClassificationAnswer answer, SchemaClass today) {
    if (!today.kind().isChoice()) {
      return answer.answer();
    }
    return switch (answer.answer()) {
      case AnswerValue.Single(String value) -> new AnswerValue.Single(value(answer, today, value));
      case AnswerValue.Several(List<String> values) ->
          several(today, values.stream().map(each -> value(answer, today, each)).toList());
      case AnswerValue.YesOrNo yesOrNo -> yesOrNo;
      case AnswerValue.Verbatim verbatim -> verbatim;
    };
  }

  /** A value names its option through the older schema. */
  private String value(ClassificationAnswer answer, SchemaClass today, String value) {
    return before
        .find(answer.schemaId())
        .flatMap(question -> question.optionOfValue(value))
        .flatMap(option -> today.optionOfId(option.schemaId()))
        .map(Option::value)
        .orElse(value);
  }

  private static AnswerValue several(SchemaClass today, List<String> values) {
    return today.kind() == ClassKind.RANK
        ? new AnswerValue.Several(values)
        : new AnswerValue.Several(AnswerRules.inOrderOf(today, values));
  }

  private static Map<String, JsonText> extras(
      ClassificationAnswer answer, SchemaClass today, AnswerValue value) {
    boolean isUnknown =
        today.kind().isChoice()
            && value.values().stream().anyMatch(each -> today.optionOfValue(each).isEmpty());
    if (isUnknown == answer.extras().containsKey(UNKNOWN_OPTION)) {
      return answer.extras();
    }
    Map<String, JsonText> extras = new LinkedHashMap<>(answer.extras());
    extras.remove(UNKNOWN_OPTION);
    if (isUnknown) {
      extras.put(UNKNOWN_OPTION, new JsonText("true"));
    }
    return extras;
  }
}
