package kalem.server.importing.labels;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.Entry;
import kalem.server.annotation.Answers;
import kalem.server.annotation.ImportedAnswers;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.NewAnswer;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Stores imported labels as the current answers of locked tasks; part of the caller's transaction.
 */
@Component
class LabelWriting {
  private final Answers answers;
  private final ImportedAnswers imported;
  private final TaskStore tasks;
  private final Ids ids;
  private final InstantSource clock;

  LabelWriting(
      Answers answers, ImportedAnswers imported, TaskStore tasks, Ids ids, InstantSource clock) {
    this.answers = answers;
    this.imported = imported;
    this.tasks = tasks;
    this.ids = ids;
    this.clock = clock;
  }

  /** The saved answers of some tasks, by task id; those without one are missing. */
  Map<String, Answer> saved(Project project, Stream<Target> targets) {
    Map<String, String> taskIds = new LinkedHashMap<>();
    targets.forEach(
        target -> target.answer().ifPresent(answer -> taskIds.put(answer.id(), target.taskId())));
    Map<String, Answer> saved = new LinkedHashMap<>();
    imported
        .whole(project, taskIds.keySet())
        .forEach((id, answer) -> saved.put(taskIds.getOrDefault(id, ""), answer));
    return saved;
  }

  /** Hands on the entries of a task's saved answer one by one. */
  void each(Project project, Target target, Consumer<Entry> entries) {
    target.answer().ifPresent(answer -> imported.each(project, answer.id(), entries));
  }

  /** Begins to store one answer of any size; then {@link #label} makes it the task's. */
  NewAnswer begin(ImportRun run, Target target, MaskKeys masks) {
    return imported.begin(run.project(), imported(target, masks), run.email(), run.now());
  }

  /** Stores the labels of many tasks, each at most once. */
  void store(ImportRun run, List<ToStore> labels) {
    if (labels.isEmpty()) {
      return;
    }
    Map<String, String> stored =
        imported.storeAll(
            run.project(),
            labels.stream()
                .map(
                    each ->
                        new ImportedAnswers.Labels(
                            imported(each.target(), each.masks()), each.answer()))
                .toList(),
            run.email(),
            run.now());
    Map<Target, Optional<String>> answers = new LinkedHashMap<>();
    for (ToStore each : labels) {
      answers.put(each.target(), Optional.ofNullable(stored.get(each.target().taskId())));
    }
    label(run, answers);
  }

  private static ImportedAnswers.Target imported(Target target, MaskKeys masks) {
    return new ImportedAnswers.Target(
        target.taskId(),
        target.visit(),
        target.answer().map(Target.Labeled::id),
        target.asset().isVideo(),
        masks);
  }

  /** Makes stored answers those of their tasks. */
  void label(ImportRun run, Map<Target, Optional<String>> answers) {
    Map<String, Optional<String>> byTask = new LinkedHashMap<>();
    answers.forEach((target, answer) -> byTask.put(target.taskId(), answer));
    // The import may have waited for long; exports of what changed go by when the task did.
    tasks.label(run.projectKey(), run.importId(), byTask, Timestamps.now(clock), run.email());
    overrule(run, answers.keySet());
  }

  /** An import over the work of people is told in the history, and their unsaved work set aside. */
  private void overrule(ImportRun run, Collection<Target> labeled) {
    List<String> begun = labeled.stream().filter(Target::isBegun).map(Target::taskId).toList();
    if (begun.isEmpty()) {
      return;
    }
    answers.outdateDrafts(run.projectKey(), begun);
    Map<String, String> events = new LinkedHashMap<>();
    begun.forEach(task -> events.put(ids.next(run.projectKey()), task));
    tasks.addEvents(
        run.projectKey(),
        events,
        "import",
        Json.write(Map.of("import", run.importId())),
        run.now(),
        run.email());
  }
}
