package kalem.annotation.agreement;

import java.util.List;

/**
 * How likely one judgment is the right one.
 *
 * @param score 0 to 100, the mean of the classes rounded down
 * @param classes every class that any of the judgments has, in the order of the schema
 * @param labels every label that counts, class by class
 */
public record JudgmentScore(int score, List<ClassScore> classes, List<LabelSupport> labels) {
  public JudgmentScore {
    classes = List.copyOf(classes);
    labels = List.copyOf(labels);
  }
}
