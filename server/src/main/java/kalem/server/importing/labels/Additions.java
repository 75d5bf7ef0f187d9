package kalem.server.importing.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.server.annotation.MaskChange;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.PackedAnswer;

/**
 * Labels of tasks that keep some of what they have, or get them from several items: they are put
 * together in memory before they are stored, once for each task.
 */
final class Additions {
  private final Set<String> several;
  private final Map<String, Answer> kept;
  private final Map<String, Sum> sums = new LinkedHashMap<>();

  /**
   * @param several tasks of which more than one item of the portion has labels
   * @param kept saved answers of tasks to which labels are added, by task
   */
  Additions(Set<String> several, Map<String, Answer> kept) {
    this.several = Set.copyOf(several);
    this.kept = new HashMap<>(kept);
  }

  /** What a task is to have. */
  private record Sum(Answer answer, MaskKeys masks) {}

  /** Whether labels for a task are put together here. */
  boolean isAddedTo(Target target) {
    return several.contains(target.taskId()) || kept.containsKey(target.taskId());
  }

  /** Whether an item before had labels for a task. */
  boolean hasLabeled(Target target) {
    return sums.containsKey(target.taskId());
  }

  /** The labels of a task so far. */
  Answer before(Target target) {
    Sum sum = sums.get(target.taskId());
    return sum == null ? kept.getOrDefault(target.taskId(), Answer.EMPTY) : sum.answer();
  }

  /** Adds what was read for a task as it is now. */
  void add(Target now, Answer given, MaskChange masks) {
    Sum sum = sums.get(now.taskId());
    sums.put(
        now.taskId(),
        new Sum(appended(before(now), given), masks.of(sum == null ? now.masks() : sum.masks())));
  }

  /**
   * Everything that was added to.
   *
   * @param locked tasks by id
   */
  List<ToStore> toStore(Map<String, Target> locked) {
    List<ToStore> toStore = new ArrayList<>();
    sums.forEach(
        (task, sum) -> {
          Target target = Objects.requireNonNull(locked.get(task));
          PackedAnswer answer = PackedAnswer.of(sum.answer(), target.asset().isVideo());
          toStore.add(new ToStore(target, answer, sum.masks()));
        });
    return toStore;
  }

  /** Objects are added; an answer replaces the earlier ones to the same question. */
  private static Answer appended(Answer before, Answer given) {
    if (before.isEmpty()) {
      return given;
    }
    Set<String> answeredAnew = new HashSet<>();
    given.classifications().forEach(answer -> answeredAnew.add(answer.schemaId()));
    List<String> replaced =
        before.classifications().stream()
            .filter(old -> answeredAnew.contains(old.schemaId()))
            .map(Entry::objectId)
            .toList();
    return before.apply(given, replaced);
  }
}
