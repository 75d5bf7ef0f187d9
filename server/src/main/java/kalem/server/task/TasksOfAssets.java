package kalem.server.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kalem.server.asset.AssetTasks;
import org.springframework.stereotype.Component;

/** What the asset list shows of tasks: two queries for a whole page. */
@Component
class TasksOfAssets implements AssetTasks {
  private final TaskStore tasks;

  TasksOfAssets(TaskStore tasks) {
    this.tasks = tasks;
  }

  @Override
  public Map<String, List<Work>> of(int projectKey, Collection<String> assetIds) {
    List<Task> found = tasks.ofAssets(projectKey, assetIds);
    Map<String, List<Visit>> visits =
        tasks.visits(projectKey, found.stream().map(Task::id).toList()).stream()
            .collect(
                Collectors.groupingBy(
                    StageVisit::taskId,
                    Collectors.mapping(TasksOfAssets::visit, Collectors.toList())));
    Map<String, List<Work>> work = new LinkedHashMap<>();
    for (Task task : found) {
      work.computeIfAbsent(task.assetId(), id -> new ArrayList<>())
          .add(
              new Work(
                  task.id(),
                  task.stageId(),
                  task.assignee(),
                  task.status(),
                  visits.getOrDefault(task.id(), List.of())));
    }
    return work;
  }

  private static Visit visit(StageVisit visit) {
    return new Visit(
        visit.stageId(),
        visit.stageName(),
        visit.time().active(),
        visit.completedAt(),
        visit.completedBy().orElse(""));
  }
}
