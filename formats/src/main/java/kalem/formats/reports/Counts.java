package kalem.formats.reports;

import java.util.List;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;

/**
 * How much an answer holds.
 *
 * @param classifications answers about the asset
 * @param tools objects, without the marks of where one disappears
 * @param toolClassifications answers nested in objects
 */
record Counts(long classifications, long tools, long toolClassifications, long relations) {

  /**
   * Counts an answer.
   *
   * @param countsNested whether answers nested in answers count as well
   * @param ignored ids of classes that do not count
   */
  static Counts of(Answer answer, boolean countsNested, Set<String> ignored) {
    List<? extends Entry> tools =
        answer.tools().stream()
            .filter(tool -> !tool.marks().interpolationStopped())
            .filter(tool -> !ignored.contains(tool.schemaId()))
            .toList();
    return new Counts(
        count(answer.classifications(), countsNested, ignored),
        tools.size(),
        tools.stream()
            .mapToLong(tool -> count(tool.classifications(), countsNested, ignored))
            .sum(),
        answer.relations().stream().filter(each -> !ignored.contains(each.schemaId())).count());
  }

  private static long count(
      List<ClassificationAnswer> answers, boolean countsNested, Set<String> ignored) {
    long count = 0;
    for (ClassificationAnswer answer : answers) {
      if (!ignored.contains(answer.schemaId())) {
        count += 1 + (countsNested ? count(answer.classifications(), true, ignored) : 0);
      }
    }
    return count;
  }
}
