package kalem.server.importing.labels;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.answer.Answer;
import kalem.server.annotation.Answers;
import kalem.server.asset.Assets;
import kalem.server.project.Project;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/** Stores imported labels as the current answers of tasks; part of the caller's transaction. */
@Component
class LabelWriting {
  private final Answers answers;
  private final TaskStore tasks;
  private final Assets assets;

  LabelWriting(Answers answers, TaskStore tasks, Assets assets) {
    this.answers = answers;
    this.tasks = tasks;
    this.assets = assets;
  }

  /** The saved answer of a task that is locked. */
  Answer saved(Project project, Target target) {
    return target
        .answerId()
        .map(id -> answers.texts(project, List.of(id)).get(id))
        .map(Answer::parse)
        .orElse(Answer.EMPTY);
  }

  /** Stores the answers of tasks that are locked. */
  void store(Project project, Map<String, Answer> byTask, String email, Instant now) {
    List<String> labeledAssets = new ArrayList<>();
    byTask.forEach(
        (id, answer) -> {
          Task task = tasks.findForUpdate(project.projectKey(), id).orElseThrow();
          Optional<String> stored = answers.storeImported(project, task, answer, email, now);
          tasks.update(
              task.edit()
                  .answerId(stored)
                  .preLabeled(stored.isPresent())
                  .version(task.version() + 1)
                  .updated(now, email)
                  .build());
          stored.ifPresent(given -> labeledAssets.add(task.assetId()));
        });
    assets.markPreLabeled(project.projectKey(), labeledAssets);
  }
}
