package kalem.annotation.agreement;

import java.util.List;
import java.util.OptionalInt;

/**
 * The new answer of a task, and how sure it is.
 *
 * @param outcome the answer with its masks
 * @param chosen place of the judgment that was taken whole; empty when none was
 * @param detailed {@code consensusDetailed}: of the chosen judgment; of an answer put together the
 *     mean support of its labels; of the task as it entered the best judgment's
 * @param average {@code consensusAverage}, 0 to 100: the mean of the scores in {@code detailed},
 *     rounded down
 */
public record Adjudication(
    Judgment outcome, OptionalInt chosen, List<ClassScore> detailed, int average) {
  public Adjudication {
    detailed = List.copyOf(detailed);
  }

  static Adjudication chosen(Judgment judgment, int place, List<ClassScore> classes) {
    return new Adjudication(judgment, OptionalInt.of(place), classes, Score.ofScores(classes));
  }

  static Adjudication composed(Judgment outcome, List<ClassScore> classes) {
    return new Adjudication(outcome, OptionalInt.empty(), classes, Score.ofScores(classes));
  }

  static Adjudication unchanged(Judgment entered, List<ClassScore> classes) {
    return composed(entered, classes);
  }
}
