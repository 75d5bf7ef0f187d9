package kalem.server.task;

import java.util.List;
import java.util.Map;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.KalemException;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;

/**
 * Which tasks of a project a person sees (people.md 3.1): leads and managers all; reviewers their
 * own and those in review stages open to them; labelers their own, that is held or labeled by them.
 */
public record Sight(ProjectAccess access, StageGraph graph) {

  /** SQL condition over {@code task t} with its parameters. */
  record Condition(String sql, Map<String, Object> parameters) {}

  Condition condition() {
    if (seesAll()) {
      return new Condition("true", Map.of());
    }
    // Who is tested by benchmarks is not told which tasks they are.
    String own = "(t.type <> 'benchmark' and (t.assignee = :me or :me = any(t.labeled_by)))";
    if (access.role() == ProjectRole.REVIEWER) {
      return new Condition(
          "(" + own + " or t.stage_id = any(:reviewStages))",
          Map.of(
              "me",
              access.email(),
              "reviewStages",
              ids(graph.workable(StageType.REVIEW, access.email()))));
    }
    return new Condition(own, Map.of("me", access.email()));
  }

  /** Whether a single task may be opened: also one that is free and that the person may work on. */
  public boolean admits(Task task) {
    if (seesAll() || task.isHeldBy(access.email()) || task.labeledBy().contains(access.email())) {
      return true;
    }
    return graph
        .find(task.stageId())
        .filter(stage -> stage.admits(access.email()))
        .filter(stage -> isOpenTo(stage, task))
        .isPresent();
  }

  /**
   * @throws KalemException forbidden when the task may not be opened
   */
  public void require(Task task) {
    if (!admits(task)) {
      throw KalemException.forbidden("This task is not assigned to you.");
    }
  }

  private boolean isOpenTo(Stage stage, Task task) {
    return switch (stage.type()) {
      // Judgments stay hidden from the other annotators.
      case LABEL -> task.assignee().isEmpty() && task.isOpen();
      case REVIEW -> access.role().includes(ProjectRole.REVIEWER);
      default -> false;
    };
  }

  private boolean seesAll() {
    return access.role().includes(ProjectRole.LEAD);
  }

  private static String[] ids(List<Stage> stages) {
    return stages.stream().map(Stage::id).toArray(String[]::new);
  }
}
