package kalem.formats.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;

/**
 * How far the answers of one stage agree with those of another, which is taken for right. What is
 * compared are pairs of a question, with its page, and one value; nested questions count too,
 * objects and relations do not.
 */
final class Agreement {
  private static final int DECIMALS = 4;

  private final Set<Chosen> gold;
  private final Set<Chosen> evaluated;

  private record Chosen(String schemaId, int page, String value) {}

  /**
   * Compares two answers.
   *
   * @param ignored ids of classes that do not count
   */
  Agreement(Answer gold, Answer evaluated, Set<String> ignored) {
    this.gold = chosen(gold, ignored);
    this.evaluated = chosen(evaluated, ignored);
  }

  private static Set<Chosen> chosen(Answer answer, Set<String> ignored) {
    Set<Chosen> chosen = new HashSet<>();
    collect(answer.classifications(), ignored, chosen);
    return chosen;
  }

  private static void collect(
      List<ClassificationAnswer> answers, Set<String> ignored, Set<Chosen> chosen) {
    for (ClassificationAnswer answer : answers) {
      if (!ignored.contains(answer.schemaId())) {
        int page = answer.marks().page().orElse(-1);
        values(answer.answer())
            .forEach(value -> chosen.add(new Chosen(answer.schemaId(), page, value)));
      }
      collect(answer.classifications(), ignored, chosen);
    }
  }

  private static List<String> values(AnswerValue answer) {
    return switch (answer) {
      case AnswerValue.Single(String value) -> List.of(value);
      case AnswerValue.Several(List<String> values) -> values;
      case AnswerValue.YesOrNo(boolean value) -> List.of(Boolean.toString(value));
      case AnswerValue.Verbatim verbatim -> List.of(verbatim.json().text());
    };
  }

  /** Precision, recall and accuracy (agreed over all chosen by either); empty where undefined. */
  List<String> cells() {
    Set<Chosen> agreed = new HashSet<>(gold);
    agreed.retainAll(evaluated);
    int either = gold.size() + evaluated.size() - agreed.size();
    return List.of(
        share(agreed.size(), evaluated.size()).orElse(""),
        share(agreed.size(), gold.size()).orElse(""),
        share(agreed.size(), either).orElse(""));
  }

  private static Optional<String> share(int part, int whole) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP)
                .toPlainString());
  }
}
