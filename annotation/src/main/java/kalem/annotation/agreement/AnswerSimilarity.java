package kalem.annotation.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.SchemaClass;

/** How alike answers to questions are, from 0 to 1 (workflow section 11.3). */
final class AnswerSimilarity {
  private static final String SEPARATOR = "\u001f";

  private final AgreementRules rules;

  AnswerSimilarity(AgreementRules rules) {
    this.rules = rules;
  }

  /**
   * The similarity of all answers to one question, at one time.
   *
   * @param counterpart gives for an object of the first the id of the same object in the second; of
   *     an object without one something that is no id
   */
  double of(
      SchemaClass question,
      List<ClassificationAnswer> one,
      List<ClassificationAnswer> other,
      UnaryOperator<String> counterpart) {
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    if (!question.multiple()) {
      return single(question, one.getLast(), other.getLast(), counterpart);
    }
    double shared = 0;
    for (MatchedPair pair : pairs(question, one, other, counterpart)) {
      shared += pair.similarity();
    }
    return shared / (one.size() + other.size() - shared);
  }

  /** Which answers to a question are the same. */
  List<MatchedPair> pairs(
      SchemaClass question,
      List<ClassificationAnswer> one,
      List<ClassificationAnswer> other,
      UnaryOperator<String> counterpart) {
    List<MatchedPair> pairs = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        double similarity = single(question, one.get(i), other.get(j), counterpart);
        if (similarity > 0) {
          pairs.add(new MatchedPair(i, j, similarity));
        }
      }
    }
    return Assignment.best(one.size(), other.size(), pairs);
  }

  private double single(
      SchemaClass question,
      ClassificationAnswer one,
      ClassificationAnswer other,
      UnaryOperator<String> counterpart) {
    double value = value(question, one.answer(), other.answer(), counterpart);
    return value > 0 && rules.of(question.schemaId()).nested()
        ? value * nested(question, one.classifications(), other.classifications())
        : value;
  }

  /**
   * The mean similarity of the nested questions that either answers; 1 when neither answers any.
   * Objects named in nested answers are the same only when their ids are.
   */
  double nested(
      SchemaClass parent, List<ClassificationAnswer> one, List<ClassificationAnswer> other) {
    double sum = 0;
    int questions = 0;
    for (SchemaClass question : parent.classifications()) {
      List<ClassificationAnswer> here = answersTo(question, one);
      List<ClassificationAnswer> there = answersTo(question, other);
      if (!here.isEmpty() || !there.isEmpty()) {
        sum += of(question, here, there, UnaryOperator.identity());
        questions++;
      }
    }
    return questions == 0 ? 1 : sum / questions;
  }

  private static List<ClassificationAnswer> answersTo(
      SchemaClass question, List<ClassificationAnswer> answers) {
    return answers.stream()
        .filter(each -> each.schemaId().equals(question.schemaId()))
        .filter(each -> !each.marks().interpolationStopped())
        .toList();
  }

  private double value(
      SchemaClass question, AnswerValue one, AnswerValue other, UnaryOperator<String> counterpart) {
    if (!hasTexts(one) || !hasTexts(other)) {
      return one.equals(other) ? 1 : 0;
    }
    ClassRule rule = rules.of(question.schemaId());
    List<String> here = one.values();
    List<String> there = other.values();
    return switch (question.kind()) {
      case TEXT ->
          TextSimilarity.of(String.join("\n", here), String.join("\n", there), rule.text());
      case CHECKBOX, MULTI_DROPDOWN, TREE_DROPDOWN ->
          sets(new HashSet<>(here), new HashSet<>(there), rule.partialChoices());
      case INSTANCE ->
          sets(
              here.stream().map(counterpart).collect(Collectors.toSet()),
              new HashSet<>(there),
              rule.partialChoices());
      case RANK -> rule.partialRanks() ? RankSimilarity.of(here, there) : equal(here, there);
      default -> equal(here, there);
    };
  }

  private static boolean hasTexts(AnswerValue value) {
    return value instanceof AnswerValue.Single || value instanceof AnswerValue.Several;
  }

  private static double equal(Object one, Object other) {
    return one.equals(other) ? 1 : 0;
  }

  private static double sets(Set<String> one, Set<String> other, boolean isPartial) {
    if (!isPartial || one.equals(other)) {
      return equal(one, other);
    }
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return (double) both.size() / (one.size() + other.size() - both.size());
  }

  /** A text that is the same for all answers that are the same. */
  String category(SchemaClass question, List<ClassificationAnswer> answers) {
    Stream<ClassificationAnswer> counted =
        question.multiple() ? answers.stream() : Stream.of(answers.getLast());
    return counted
        .map(each -> category(question, each.answer()))
        .sorted()
        .collect(Collectors.joining(SEPARATOR + SEPARATOR));
  }

  private String category(SchemaClass question, AnswerValue answer) {
    if (!hasTexts(answer)) {
      StringBuilder text = new StringBuilder();
      answer.write(new CompactJson(text));
      return text.toString();
    }
    String[] values = answer.values().toArray(String[]::new);
    switch (question.kind()) {
      case CHECKBOX, MULTI_DROPDOWN, TREE_DROPDOWN, INSTANCE -> Arrays.sort(values);
      case TEXT -> {
        boolean isExact = rules.of(question.schemaId()).text() == TextMeasure.EXACT;
        Arrays.setAll(
            values, i -> isExact ? values[i].strip() : TextSimilarity.folded(values[i].strip()));
      }
      default -> {}
    }
    return String.join(SEPARATOR, values);
  }
}
