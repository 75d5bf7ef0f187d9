package kalem.annotation.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kalem.annotation.ProblemCode;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.Option;
import kalem.annotation.ontology.SchemaClass;
import tools.jackson.databind.JsonNode;

/** Brings the answer to one question into the form an export has (import-format section 6). */
final class AnswerRules {
  private final SchemaClass question;
  private final Set<String> keptValues;
  private final UnaryOperator<String> safeHtml;

  /**
   * Rules for one question.
   *
   * @param keptValues values that may stay though they are no longer options
   * @param safeHtml applied to rich text
   */
  AnswerRules(SchemaClass question, Set<String> keptValues, UnaryOperator<String> safeHtml) {
    this.question = question;
    this.keptValues = keptValues;
    this.safeHtml = safeHtml;
  }

  AnswerReading read(JsonNode answer) {
    if (answer.isMissingNode() || answer.isNull()) {
      return new AnswerReading.Nothing();
    }
    return switch (question.kind()) {
      case RADIO, SINGLE_DROPDOWN -> chosen(answer, this::one);
      case CHECKBOX, MULTI_DROPDOWN -> chosen(answer, this::inSchemaOrder);
      case TREE_DROPDOWN -> chosen(answer, this::inTree);
      case RANK -> chosen(answer, this::ranked);
      case TEXT -> text(answer);
      case BOOLEAN -> yesOrNo(answer);
      case INSTANCE -> instance(answer);
      case UPLOAD_BOX -> files(answer);
      default -> fault("\"" + question.kind().key() + "\" is no question.");
    };
  }

  private AnswerReading chosen(JsonNode answer, ChoiceForm form) {
    Optional<List<String>> given = texts(answer);
    if (given.isEmpty()) {
      return fault("The answer must be an option or a list of options.");
    }
    List<String> values = new ArrayList<>();
    for (String text : given.get()) {
      if (text.isBlank()) {
        continue;
      }
      Optional<String> value = value(text);
      if (value.isEmpty()) {
        return new AnswerReading.Fault(
            ProblemCode.UNKNOWN_OPTION,
            "\"" + text + "\" is no option of \"" + question.title() + "\".");
      }
      values.add(value.get());
    }
    return values.isEmpty() ? new AnswerReading.Nothing() : form.of(values);
  }

  /** An exact value wins over an option id, and both over a value with blanks around it. */
  private Optional<String> value(String text) {
    return question
        .optionOfValue(text)
        .or(() -> question.optionOfId(text))
        .or(() -> question.optionOfValue(text.strip()))
        .map(Option::value)
        .or(() -> keptValues.contains(text) ? Optional.of(text) : Optional.empty());
  }

  private static Optional<List<String>> texts(JsonNode answer) {
    if (answer.isString()) {
      return Optional.of(List.of(answer.stringValue()));
    }
    boolean isList = answer.isArray() && answer.valueStream().allMatch(JsonNode::isString);
    return isList
        ? Optional.of(answer.valueStream().map(JsonNode::stringValue).toList())
        : Optional.empty();
  }

  private AnswerReading one(List<String> values) {
    return values.size() == 1
        ? value(new AnswerValue.Single(values.getFirst()))
        : fault("Only one option can be chosen.");
  }

  private AnswerReading inSchemaOrder(List<String> values) {
    return value(new AnswerValue.Several(inOrderOf(question, values)));
  }

  /** The values without repeats in the order of the options; unknown ones come last. */
  static List<String> inOrderOf(SchemaClass question, Collection<String> values) {
    Set<String> given = new LinkedHashSet<>(values);
    Set<String> sorted = new LinkedHashSet<>();
    question.options().stream().map(Option::value).filter(given::contains).forEach(sorted::add);
    sorted.addAll(given);
    return List.copyOf(sorted);
  }

  private AnswerReading inTree(List<String> values) {
    Set<String> ticked = new LinkedHashSet<>();
    Set<String> above = new LinkedHashSet<>();
    for (String value : values) {
      List<String> ancestors =
          question.optionOfValue(value).map(Option::ancestors).orElse(List.of());
      above.addAll(ancestors);
      Stream.concat(ancestors.stream(), Stream.of(value)).forEach(ticked::add);
    }
    if (!question.settings().singleSelect()) {
      return value(new AnswerValue.Several(inOrderOf(question, ticked)));
    }
    ticked.removeAll(above);
    return ticked.size() == 1
        ? value(new AnswerValue.Several(List.copyOf(ticked)))
        : fault("Only one node can be chosen.");
  }

  private AnswerReading ranked(List<String> values) {
    return Set.copyOf(values).size() == values.size()
        ? value(new AnswerValue.Several(values))
        : fault("Each option can be ranked only once.");
  }

  private AnswerReading text(JsonNode answer) {
    if (!answer.isString()) {
      return fault("The answer must be a text.");
    }
    String text =
        question.settings().richText()
            ? safeHtml.apply(answer.stringValue())
            : answer.stringValue();
    return text.isEmpty() ? new AnswerReading.Nothing() : value(new AnswerValue.Single(text));
  }

  private static AnswerReading yesOrNo(JsonNode answer) {
    if (answer.isBoolean()) {
      return value(new AnswerValue.YesOrNo(answer.booleanValue()));
    }
    return switch (answer.isString() ? answer.stringValue() : "neither") {
      case "true" -> value(new AnswerValue.YesOrNo(true));
      case "false" -> value(new AnswerValue.YesOrNo(false));
      case "" -> new AnswerReading.Nothing();
      default -> fault("The answer must be true or false.");
    };
  }

  private static AnswerReading instance(JsonNode answer) {
    Optional<List<String>> ids = texts(answer);
    if (ids.isEmpty()) {
      return fault("The answer must be an objectId or a list of them.");
    }
    return ids.get().stream().allMatch(String::isEmpty)
        ? new AnswerReading.Nothing()
        : value(AnswerValue.of(answer));
  }

  private static AnswerReading files(JsonNode answer) {
    if (!answer.isArray() || !answer.valueStream().allMatch(JsonNode::isObject)) {
      return fault("The answer must be a list of files.");
    }
    return answer.isEmpty()
        ? new AnswerReading.Nothing()
        : value(new AnswerValue.Verbatim(JsonText.of(answer)));
  }

  private static AnswerReading value(AnswerValue value) {
    return new AnswerReading.Value(value);
  }

  private static AnswerReading fault(String message) {
    return new AnswerReading.Fault(ProblemCode.BAD_ANSWER_TYPE, message);
  }

  private interface ChoiceForm {
    AnswerReading of(List<String> values);
  }
}
