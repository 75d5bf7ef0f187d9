package kalem.server.workflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.stage.Condition;
import kalem.server.project.stage.Rule;
import kalem.server.project.stage.StageSettings;

/** Facts that are read from elsewhere than the row of the task, each at the cost of a query. */
enum FactNeed {
  ANSWER,
  BENCHMARK,
  ISSUES,
  ASSET,
  VISITS;

  /** What the rules ask for that a task may meet before it comes to rest behind a stage. */
  static Set<FactNeed> ahead(StageGraph graph, Stage from) {
    Set<FactNeed> needs = EnumSet.noneOf(FactNeed.class);
    for (Stage stage : reached(graph, from)) {
      if (stage.settings() instanceof StageSettings.Logic(var rules)) {
        for (Rule rule : rules) {
          rule.conditions().forEach(condition -> add(condition, needs));
        }
      }
    }
    return needs;
  }

  /** Whether chance or a rule decides where tasks go from a stage, so that each is asked alone. */
  static boolean isForked(StageGraph graph, Stage from) {
    return reached(graph, from).stream().anyMatch(FactNeed::forks);
  }

  private static boolean forks(Stage stage) {
    return switch (stage.settings()) {
      case StageSettings.Logic logic -> true;
      case StageSettings.Review review -> review.sampling() < StageSettings.Review.ALL;
      default -> false;
    };
  }

  /** The stage itself and all that lie behind it, up to the next that hold tasks. */
  private static Set<Stage> reached(StageGraph graph, Stage from) {
    Set<Stage> reached = new HashSet<>();
    Deque<Stage> ahead = new ArrayDeque<>();
    ahead.add(from);
    while (!ahead.isEmpty()) {
      Stage stage = ahead.remove();
      if (reached.add(stage) && (stage.equals(from) || Workflow.mayPass(stage))) {
        stage.next().forEach(id -> graph.find(id).ifPresent(ahead::add));
      }
    }
    return reached;
  }

  private static void add(Condition condition, Set<FactNeed> needs) {
    switch (condition) {
      case Condition.AnnotationType type -> needs.add(ANSWER);
      case Condition.Benchmark benchmark -> needs.add(BENCHMARK);
      case Condition.Issues issues -> needs.add(ISSUES);
      case Condition.Metadata metadata -> needs.add(ASSET);
      case Condition.VisitCount count -> needs.add(VISITS);
      case Condition.Annotator a -> {}
      case Condition.RandomSample a -> {}
      case Condition.Duration a -> {}
      case Condition.Batch a -> {}
      case Condition.Consensus a -> {}
      case Condition.ReviewStatus a -> {}
      case Condition.Skipped a -> {}
      case Condition.ExternalId a -> {}
      case Condition.Priority a -> {}
      case Condition.Unknown a -> {}
    }
  }
}
