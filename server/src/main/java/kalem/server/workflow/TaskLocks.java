package kalem.server.workflow;

import java.util.Optional;
import kalem.server.project.Project;
import kalem.server.project.StageType;
import kalem.server.task.Judgment;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Locks tasks in the one order that keeps everybody from waiting for each other: the main task
 * before its judgments.
 */
@Component
class TaskLocks {
  private final TaskStore tasks;

  TaskLocks(TaskStore tasks) {
    this.tasks = tasks;
  }

  /** A task, locked until the transaction ends; before a judgment its main task is. */
  Optional<Task> lock(Project project, String taskId) {
    if (!project.graph().ids(StageType.CONSENSUS).isEmpty()) {
      tasks
          .find(project.projectKey(), taskId)
          .flatMap(task -> task.flow().judgment())
          .map(Judgment::parentId)
          .ifPresent(main -> tasks.findForUpdate(project.projectKey(), main));
    }
    return tasks.findForUpdate(project.projectKey(), taskId);
  }
}
