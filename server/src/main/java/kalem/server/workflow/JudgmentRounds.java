package kalem.server.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Durations;
import kalem.server.task.Judgment;
import kalem.server.task.ReviewStatus;
import kalem.server.task.StageVisit;
import kalem.server.task.Task;
import kalem.server.task.TaskFlow;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;

/**
 * Rounds of judgments: a task that enters a Consensus stage is copied into one judgment per child,
 * all at once (workflow.md 4.10). The round is named by the visit of the main task.
 */
@Component
class JudgmentRounds {
  private static final Comparator<Task> BY_SUBMISSION =
      Comparator.comparing((Task judgment) -> judgment.completedAt().orElse(Instant.MAX))
          .thenComparing(Task::id);

  private final TaskStore tasks;
  private final PluginQueue plugins;
  private final Ids ids;

  JudgmentRounds(TaskStore tasks, PluginQueue plugins, Ids ids) {
    this.tasks = tasks;
    this.plugins = plugins;
    this.ids = ids;
  }

  /** Asks for the judgments of a task that has entered a Consensus stage. */
  void open(
      Project project, Task main, Stage stage, StageSettings.Consensus settings, Instant now) {
    List<Stage> children = project.graph().children(stage.id());
    List<Task> judgments =
        children.stream().map(child -> judgment(main, child, settings.blindStart(), now)).toList();
    tasks.add(judgments);
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).type() == StageType.PLUGIN) {
        plugins.run(judgments.get(i));
      }
    }
  }

  private Task judgment(Task main, Stage child, boolean blind, Instant now) {
    return new Task(
        main.projectKey(),
        ids.next(main.projectKey()),
        main.assetId(),
        main.externalId(),
        main.batchIds(),
        "consensus",
        child.id(),
        main.visit(),
        now,
        "READY",
        ReviewStatus.TODO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        main.priority(),
        1,
        blind ? Optional.empty() : main.answerId(),
        List.of(),
        false,
        false,
        false,
        !blind && main.isPreLabeled(),
        Durations.NONE,
        Durations.NONE,
        0,
        now,
        main.updatedBy(),
        now,
        main.updatedBy(),
        Optional.empty(),
        Optional.empty(),
        TaskFlow.NEW.judgment(
            new Judgment(main.id(), main.visit(), Judgment.State.OPEN, OptionalInt.empty())));
  }

  /** The judgments of the present round, locked; {@code main} is locked before. */
  List<Task> lock(Task main) {
    return tasks.judgmentsForUpdate(main.projectKey(), main.id(), main.visit());
  }

  /** Of some judgments, those that were given, in the order of their submission. */
  static List<Task> submitted(List<Task> judgments) {
    return judgments.stream()
        .filter(judgment -> state(judgment) == Judgment.State.SUBMITTED)
        .sorted(BY_SUBMISSION)
        .toList();
  }

  static Judgment.State state(Task judgment) {
    return judgment.flow().judgment().orElseThrow().state();
  }

  /**
   * Ends the present round without a join: open judgments are canceled, finished ones kept in the
   * history.
   *
   * @return how many visits were written
   */
  int abandon(Project project, Task main, Instant now) {
    List<Task> judgments = lock(main);
    judgments.stream()
        .filter(judgment -> state(judgment) == Judgment.State.OPEN)
        .forEach(judgment -> close(judgment, Judgment.State.CANCELED, OptionalInt.empty()));
    List<Task> given = submitted(judgments);
    given.forEach(judgment -> close(judgment, Judgment.State.CANCELED, OptionalInt.empty()));
    writeHistory(project, main, given, now);
    return given.size();
  }

  /** Ends a judgment for good. */
  void close(Task judgment, Judgment.State state, OptionalInt score) {
    tasks.update(
        judgment
            .edit()
            .assignee(Optional.empty())
            .leaseExpiresAt(Optional.empty())
            .flow(
                judgment
                    .flow()
                    .unmarked()
                    .judgment(judgment.flow().judgment().orElseThrow().in(state).scored(score)))
            .version(judgment.version() + 1)
            .build());
  }

  /** One entry per judgment, from the present visit of the main task on. */
  void writeHistory(Project project, Task main, List<Task> given, Instant now) {
    List<StageVisit> visits = new ArrayList<>();
    boolean rework =
        !given.isEmpty()
            && tasks
                .visitCounts(main.projectKey(), main.id())
                .containsKey(given.getFirst().stageId());
    for (Task judgment : given) {
      Optional<Stage> child = project.graph().find(judgment.stageId());
      visits.add(
          new StageVisit(
              ids.next(main.projectKey()),
              main.id(),
              main.visit() + visits.size(),
              judgment.stageId(),
              child.map(Stage::name).orElse(judgment.stageId()),
              child.map(stage -> stage.type().wireName()).orElse(StageType.LABEL.wireName()),
              judgment.answerId(),
              judgment.totalTime(),
              main.batchIds(),
              Optional.empty(),
              Optional.empty(),
              judgment.flow().totalSkips() > 0,
              rework,
              judgment.createdAt(),
              judgment.completedAt().orElse(now),
              judgment.completedBy(),
              Optional.empty(),
              Optional.of(child.flatMap(Stage::consensusId).orElse(main.stageId()))));
    }
    if (!visits.isEmpty()) {
      tasks.addVisits(main.projectKey(), visits);
    }
  }
}
