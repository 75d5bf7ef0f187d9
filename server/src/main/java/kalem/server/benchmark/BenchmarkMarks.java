package kalem.server.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.Answers;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.StageType;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes tasks benchmarks, and ordinary tasks again. */
@Service
class BenchmarkMarks {
  private final BenchmarkStore store;
  private final TaskStore tasks;
  private final Projects projects;
  private final Answers answers;

  BenchmarkMarks(BenchmarkStore store, TaskStore tasks, Projects projects, Answers answers) {
    this.store = store;
    this.tasks = tasks;
    this.projects = projects;
    this.answers = answers;
  }

  /** A task that was not marked, and why. */
  record Skipped(String task, String reason) {}

  /** How many tasks were changed, and which could not be. */
  record Marked(int modified, List<Skipped> skipped) {}

  /**
   * Marks tasks, or takes the mark away. What can not be marked is told and left as it is (api.md
   * 8.6).
   */
  @Transactional
  Marked mark(ProjectAccess access, List<String> taskIds, boolean isBenchmark) {
    Project project = projects.get(access);
    int modified = 0;
    List<Skipped> skipped = new ArrayList<>();
    // In order of their ids, so that two calls never wait for each other.
    for (String id : new LinkedHashSet<>(taskIds).stream().sorted().toList()) {
      Optional<Task> task = tasks.findForUpdate(access.projectKey(), id);
      Optional<String> reason =
          task.isEmpty()
              ? Optional.of("There is no such task in this project.")
              : isBenchmark ? hindrance(project, task.get()) : Optional.empty();
      if (reason.isPresent()) {
        skipped.add(new Skipped(id, reason.get()));
      } else if (task.orElseThrow().isBenchmark() != isBenchmark) {
        store.mark(access.projectKey(), id, isBenchmark);
        modified++;
      }
    }
    return new Marked(modified, skipped);
  }

  private Optional<String> hindrance(Project project, Task task) {
    if (!task.type().equals("default")) {
      return Optional.of("Only main tasks can be benchmarks.");
    }
    if (!hasPassedLabeling(project, task)) {
      return Optional.of("The task has not passed a Label stage.");
    }
    return task.answerId().isEmpty() || answers.isUnlabeled(project, task)
        ? Optional.of("The task has no labels.")
        : Optional.empty();
  }

  private static boolean hasPassedLabeling(Project project, Task task) {
    return !task.labeledBy().isEmpty()
        || project
            .graph()
            .find(task.stageId())
            .filter(stage -> stage.type() != StageType.START && stage.type() != StageType.LABEL)
            .isPresent();
  }
}
