package kalem.server.importing.labels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.annotation.answer.Answer;
import kalem.server.annotation.Answers;
import kalem.server.annotation.ImportedAnswers;
import kalem.server.asset.Assets;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
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
  private final Assets assets;
  private final Ids ids;

  LabelWriting(Answers answers, ImportedAnswers imported, TaskStore tasks, Assets assets, Ids ids) {
    this.answers = answers;
    this.imported = imported;
    this.tasks = tasks;
    this.assets = assets;
    this.ids = ids;
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

  /** Stores the labels of many tasks, each at most once. */
  void store(ImportRun run, List<ToStore> labels) {
    if (labels.isEmpty()) {
      return;
    }
    int project = run.projectKey();
    Map<String, String> stored =
        imported.storeAll(
            run.project(),
            labels.stream().map(LabelWriting::labels).toList(),
            run.email(),
            run.now());
    Map<String, Optional<String>> answerIds = new LinkedHashMap<>();
    labels.forEach(
        each ->
            answerIds.put(
                each.target().taskId(), Optional.ofNullable(stored.get(each.target().taskId()))));
    tasks.label(project, run.importId(), answerIds, run.now(), run.email());
    assets.markPreLabeled(
        project,
        labels.stream()
            .filter(each -> stored.containsKey(each.target().taskId()))
            .map(each -> each.target().asset().id())
            .toList());
    overrule(run, labels);
  }

  private static ImportedAnswers.Labels labels(ToStore labels) {
    return new ImportedAnswers.Labels(target(labels.target(), labels), labels.answer());
  }

  private static ImportedAnswers.Target target(Target target, ToStore labels) {
    return new ImportedAnswers.Target(
        target.taskId(),
        target.visit(),
        target.answer().map(Target.Labeled::id),
        target.asset().isVideo(),
        labels.masks());
  }

  /** An import over the work of people is told in the history, and their unsaved work set aside. */
  private void overrule(ImportRun run, List<ToStore> labels) {
    List<String> begun =
        labels.stream().map(ToStore::target).filter(Target::isBegun).map(Target::taskId).toList();
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
