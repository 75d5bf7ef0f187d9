package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import kalem.annotation.ProblemCode;
import kalem.annotation.ontology.SchemaClass;
import kalem.annotation.ontology.Section;
import tools.jackson.databind.JsonNode;

/** Reads answered questions, nested ones included (import-format section 6). */
final class ClassificationReader {
  private static final Set<String> KNOWN = Set.of("answer");

  private final IntakePolicy policy;
  private final UnaryOperator<String> safeHtml;
  private final ClassResolver classes;
  private final PreviousEntries previous;
  private final ObjectIds ids;
  private final PageCheck pages;
  private final IntakeReport report;

  ClassificationReader(IntakeState state) {
    this.policy = state.context().policy();
    this.safeHtml = state.context().safeHtml();
    this.classes = state.classes();
    this.previous = state.previous();
    this.ids = state.ids();
    this.pages = state.pages();
    this.report = state.report();
  }

  /** The questions that may be answered in one list. */
  record Scope(
      List<SchemaClass> questions, Optional<SchemaClass> parent, Optional<AnswerValue> answer) {
    static Scope top(List<SchemaClass> questions) {
      return new Scope(questions, Optional.empty(), Optional.empty());
    }

    static Scope under(SchemaClass parent, Optional<AnswerValue> answer) {
      return new Scope(parent.classifications(), Optional.of(parent), answer);
    }

    private boolean asks(SchemaClass question) {
      return questions.contains(question)
          && parent.stream().allMatch(above -> Reveal.isOpen(question, above, answer));
    }
  }

  /** Reads the list under {@code classifications}; a missing list is an empty one. */
  List<ClassificationAnswer> readNested(JsonNode owner, String path, Scope scope) {
    return readAll(owner.path("classifications"), path + ".classifications", scope);
  }

  List<ClassificationAnswer> readAll(JsonNode list, String path, Scope scope) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      report.fault(ProblemCode.NOT_A_LIST, path, "Answers must be a list.");
      return List.of();
    }
    LastAnswers answers = new LastAnswers();
    for (int i = 0; i < list.size(); i++) {
      one(list.get(i), path + "[" + i + "]", scope, answers);
    }
    return answers.inOrder();
  }

  /** Reads a single answer of the asset itself. */
  List<ClassificationAnswer> readOne(JsonNode node, String path, Scope scope) {
    LastAnswers answers = new LastAnswers();
    one(node, path, scope, answers);
    return answers.inOrder();
  }

  private void one(JsonNode node, String path, Scope scope, LastAnswers answers) {
    if (!node.isObject()) {
      report.fault(ProblemCode.NOT_AN_OBJECT, path, "An answer must be an object.");
      return;
    }
    String tool = EntryFields.text(node, "tool");
    List<SchemaClass> candidates =
        scope.questions().stream()
            .filter(each -> tool.isEmpty() || each.kind().key().equals(tool))
            .toList();
    switch (classes.resolve(
        node, path, candidates, each -> each.kind().section() == Section.CLASSIFICATIONS)) {
      case Resolution.Refused() -> {}
      case Resolution.Unknown() ->
          unknown(node, path).filter(each -> isFirst(each, path, scope)).ifPresent(answers::add);
      case Resolution.Known(SchemaClass question) ->
          known(node, path, question, scope)
              .filter(each -> isFirst(each, path, scope))
              .ifPresent(answer -> answers.add(answer, question, path));
    }
  }

  /** Nested answers may share ids: the frames of a tracked object repeat them. */
  private boolean isFirst(ClassificationAnswer answer, String path, Scope scope) {
    return scope.parent().isPresent() || ids.isFirst(answer, path);
  }

  private Optional<ClassificationAnswer> unknown(JsonNode node, String path) {
    boolean isPageValid = pages.isValid(node, path);
    return ids.of(node, path)
        .filter(id -> isPageValid)
        .map(
            id -> {
              ClassificationAnswer read = StoredAnswer.classification(node);
              return new ClassificationAnswer(
                  id,
                  EntryFields.id(node, "schemaId"),
                  read.tool(),
                  read.title(),
                  read.answer(),
                  read.marks(),
                  ids.complete(read.classifications()),
                  read.metadata(),
                  read.extras());
            });
  }

  private Optional<ClassificationAnswer> known(
      JsonNode node, String path, SchemaClass question, Scope scope) {
    if (!scope.asks(question)) {
      notAsked(path, question);
      return Optional.empty();
    }
    Set<String> kept = previous.values(EntryFields.id(node, "objectId"));
    return switch (new AnswerRules(question, kept, safeHtml).read(node.path("answer"))) {
      case AnswerReading.Nothing() -> Optional.empty();
      case AnswerReading.Fault(ProblemCode code, String message) -> {
        report.fault(code, path + ".answer", message);
        yield Optional.empty();
      }
      case AnswerReading.Value(AnswerValue value) -> answered(node, path, question, value);
    };
  }

  /**
   * In the editor an answer that is no longer asked for is dropped on save (ontology section 5.10).
   */
  private void notAsked(String path, SchemaClass question) {
    String message = "\"" + question.title() + "\" is not asked here.";
    if (policy == IntakePolicy.ANNOTATE) {
      report.warn(ProblemCode.NESTED_NOT_OPEN, path, message);
    } else {
      report.fault(ProblemCode.NESTED_NOT_OPEN, path, message);
    }
  }

  private Optional<ClassificationAnswer> answered(
      JsonNode node, String path, SchemaClass question, AnswerValue value) {
    checkPattern(question, value, path);
    boolean isPageValid = pages.isValid(node, path);
    List<ClassificationAnswer> nested =
        readNested(node, path, Scope.under(question, Optional.of(value)));
    return ids.of(node, path)
        .filter(id -> isPageValid)
        .map(
            id ->
                new ClassificationAnswer(
                    id,
                    question.schemaId(),
                    question.kind().key(),
                    question.title(),
                    value,
                    EntryFields.marks(node),
                    nested,
                    EntryFields.metadata(node),
                    EntryFields.extras(node, KNOWN)));
  }

  private void checkPattern(SchemaClass question, AnswerValue value, String path) {
    boolean isRefused =
        value instanceof AnswerValue.Single(String text)
            && question.settings().regex().stream()
                .anyMatch(
                    regex ->
                        !regex.matches(question.settings().richText() ? PlainText.of(text) : text));
    if (isRefused) {
      report.warn(
          ProblemCode.REGEX_MISMATCH,
          path + ".answer",
          "The text does not match the pattern of \"" + question.title() + "\".");
    }
  }

  /** Keeps the last answer to each question and page, unless it may be answered several times. */
  private final class LastAnswers {
    private final List<ClassificationAnswer> answers = new ArrayList<>();
    private final Map<Asked, ClassificationAnswer> lastByQuestion = new LinkedHashMap<>();

    void add(ClassificationAnswer answer) {
      answers.add(answer);
    }

    void add(ClassificationAnswer answer, SchemaClass question, String path) {
      answers.add(answer);
      if (question.multiple()) {
        return;
      }
      Asked asked = new Asked(question.schemaId(), answer.marks().page());
      ClassificationAnswer earlier = lastByQuestion.put(asked, answer);
      if (earlier != null) {
        answers.remove(earlier);
        report.warn(
            ProblemCode.DUPLICATE_ANSWER,
            path,
            "\"" + question.title() + "\" is answered twice; the last answer counts.");
      }
    }

    List<ClassificationAnswer> inOrder() {
      return List.copyOf(answers);
    }
  }

  private record Asked(String schemaId, OptionalInt page) {}
}
