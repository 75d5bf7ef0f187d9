package kalem.server.insight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the labels, scores and files of a project hold, by groups of tasks.
 *
 * @param sizes assets by the power of two of their bytes
 * @param dimensions the most frequent sizes of images
 */
record LabelNumbers(List<Group> groups, Map<Integer, Long> sizes, List<Dimension> dimensions) {
  /**
   * Tasks of one stage that are in the same batches.
   *
   * @param classes by schema id
   * @param consensus tasks by tenth of their score, by schema id; under the empty id that of all
   */
  record Group(
      String stageId,
      List<String> batchIds,
      long tasks,
      Map<String, ClassTally.Numbers> classes,
      Map<String, Map<Integer, Long>> consensus) {}

  /** Images of one size in pixels. */
  record Dimension(int width, int height, long count) {}

  /** The sums over some groups. */
  record Total(
      long tasks,
      Map<String, ClassTally.Numbers> classes,
      Map<String, Map<Integer, Long>> consensus) {
    ClassTally.Numbers of(String schemaId) {
      return classes.getOrDefault(schemaId, ClassTally.Numbers.NOTHING);
    }
  }

  Total total(Predicate<Group> chosen) {
    long tasks = 0;
    Map<String, ClassTally> classes = new HashMap<>();
    Map<String, Map<Integer, Long>> consensus = new HashMap<>();
    for (Group group : groups) {
      if (chosen.test(group)) {
        tasks += group.tasks();
        group
            .classes()
            .forEach((id, each) -> classes.computeIfAbsent(id, x -> new ClassTally()).add(each));
        group
            .consensus()
            .forEach(
                (id, tenths) ->
                    tenths.forEach(
                        (tenth, count) ->
                            consensus
                                .computeIfAbsent(id, x -> new HashMap<>())
                                .merge(tenth, count, Long::sum)));
      }
    }
    Map<String, ClassTally.Numbers> numbers = new HashMap<>();
    classes.forEach((id, tally) -> numbers.put(id, tally.numbers()));
    return new Total(tasks, numbers, consensus);
  }
}
