package kalem.annotation.agreement;

import java.util.List;

/**
 * How much of a gold answer an attempt found (workflow section 12).
 *
 * @param score 0 (nothing in common) to 100 (the same), the mean of the classes rounded down
 * @param classes every class that either has: the similarities of what was matched, of the larger
 *     number of labels
 * @param found labels of the attempt with their match in the gold answer, which is judgment 0, and
 *     the similarity as support
 * @param missed labels of the gold answer that the attempt lacks
 */
public record BenchmarkScore(
    int score, List<ClassScore> classes, List<LabelSupport> found, List<LabelSupport> missed) {
  public BenchmarkScore {
    classes = List.copyOf(classes);
    found = List.copyOf(found);
    missed = List.copyOf(missed);
  }
}
