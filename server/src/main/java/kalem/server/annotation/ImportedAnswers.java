package kalem.server.annotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.formats.deflate.DeflatedPart;
import kalem.server.annotation.AnswerStore.Origin;
import kalem.server.annotation.AnswerStore.Stored;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import org.springframework.stereotype.Service;

/**
 * Stores labels that come by import: thousands of small answers in a few statements, or one that
 * may be too large to be held. Part of the caller's transaction; the tasks themselves, whose rows
 * the caller has locked, are the caller's to change.
 */
@Service
public class ImportedAnswers {
  private final AnswerStore store;
  private final AnswerReadings readings;
  private final Ids ids;

  ImportedAnswers(AnswerStore store, AnswerReadings readings, Ids ids) {
    this.store = store;
    this.readings = readings;
    this.ids = ids;
  }

  /**
   * The task that gets labels.
   *
   * @param visit of the task now
   * @param replaces the task's answer now; it is removed when it was stored in this visit
   * @param isVideo the objects are key frames, between which frames are computed
   */
  public record Target(
      String taskId, int visit, Optional<String> replaces, boolean isVideo, MaskKeys masks) {}

  /** Labels for one task, checked and packed. */
  public record Labels(Target target, PackedAnswer answer) {
    /** Labels that are not packed yet. */
    public Labels(Target target, Answer answer) {
      this(target, PackedAnswer.of(answer, target.isVideo()));
    }

    private boolean isEmpty() {
      return answer.isEmpty() && target.masks().isEmpty();
    }
  }

  /**
   * Stores many answers, each task's at most once.
   *
   * @return ids of the stored answers by task id; tasks whose labels are empty have none
   */
  public Map<String, String> storeAll(
      Project project, List<Labels> labels, String email, Instant now) {
    store.removeOfVisits(project.projectKey(), replaced(labels.stream().map(Labels::target)));
    Map<String, String> answers = new LinkedHashMap<>();
    List<AnswerStore.Added> added = new ArrayList<>();
    for (Labels each : labels) {
      if (each.isEmpty()) {
        continue;
      }
      Target target = each.target();
      String id = ids.next(project.projectKey());
      answers.put(target.taskId(), id);
      added.add(
          new AnswerStore.Added(
              new Origin(target.taskId(), target.visit(), now, email),
              new Stored(
                  id,
                  project.categorySchemaRevision(),
                  each.answer().text(),
                  target.masks(),
                  true)));
      addParts(project.projectKey(), id, each.answer().parts());
    }
    store.addAll(project.projectKey(), added);
    return answers;
  }

  /** Stored answers, by id, whole in memory and in today's names. */
  public Map<String, Answer> whole(Project project, Collection<String> answerIds) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    if (!answerIds.isEmpty()) {
      readings
          .of(project, answerIds)
          .forEach(
              (id, opened) -> {
                try (AnswerReading reading = opened) {
                  answers.put(id, reading.matching(each -> true));
                }
              });
    }
    return answers;
  }

  /** Hands on the entries of a stored answer one by one, in today's names. */
  public void each(Project project, String answerId, Consumer<Entry> entries) {
    try (AnswerReading reading = readings.of(project, answerId)) {
      reading.each(id -> true, entries);
    }
  }

  /**
   * Begins to store one answer of any size. The one that it replaces can be read until it is
   * finished.
   *
   * @return to be given the entries, finished, and closed in any case
   */
  public NewAnswer begin(Project project, Target target, String email, Instant now) {
    return new NewAnswer(
        store,
        project.projectKey(),
        project.categorySchemaRevision(),
        ids.next(project.projectKey()),
        new Origin(target.taskId(), target.visit(), now, email),
        true,
        target.isVideo(),
        replaced(Stream.of(target)));
  }

  private static Map<String, AnswerStore.Visit> replaced(Stream<Target> targets) {
    Map<String, AnswerStore.Visit> visits = new LinkedHashMap<>();
    targets.forEach(
        target ->
            target
                .replaces()
                .ifPresent(
                    id -> visits.put(id, new AnswerStore.Visit(target.taskId(), target.visit()))));
    return visits;
  }

  private void addParts(int projectKey, String answerId, List<DeflatedPart> parts) {
    for (int ordinal = 0; ordinal < parts.size(); ordinal++) {
      store.addPart(projectKey, answerId, ordinal, parts.get(ordinal));
    }
  }
}
