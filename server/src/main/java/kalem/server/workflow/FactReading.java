package kalem.server.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import kalem.annotation.answer.Answer;
import kalem.server.annotation.Answers;
import kalem.server.asset.Asset;
import kalem.server.asset.Assets;
import kalem.server.issue.Issues;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.task.Task;
import kalem.server.task.TaskFlow;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what the rules ahead of a task ask for, and nothing else. */
@Component
class FactReading {
  private final TaskStore tasks;
  private final Answers answers;
  private final Issues issues;
  private final Assets assets;

  FactReading(TaskStore tasks, Answers answers, Issues issues, Assets assets) {
    this.tasks = tasks;
    this.answers = answers;
    this.issues = issues;
    this.assets = assets;
  }

  /**
   * @param task with its answer and times already those to leave the stage with
   * @param by who acts on it now; may become its last annotator
   */
  TaskFacts of(Project project, Task task, Stage from, String by) {
    Set<FactNeed> needs = FactNeed.ahead(project.graph(), from);
    Optional<Asset> asset =
        needs.contains(FactNeed.ASSET)
            ? assets.find(task.projectKey(), task.assetId())
            : Optional.empty();
    return new TaskFacts(
        needs.contains(FactNeed.ANSWER) ? answers.saved(project, task) : Answer.EMPTY,
        task.labeledBy(),
        task.totalTime().active(),
        task.batchIds(),
        task.flow().consensus().map(c -> OptionalInt.of(c.average())).orElse(OptionalInt.empty()),
        classScores(task.flow()),
        needs.contains(FactNeed.BENCHMARK) ? benchmark(task, from, by) : OptionalDouble.empty(),
        needs.contains(FactNeed.ISSUES)
            ? issues.open(task.projectKey(), task.id()).stream()
                .map(Issues.OpenIssue::errorCodes)
                .toList()
            : List.of(),
        task.reviewStatus(),
        task.flow().totalSkips(),
        asset.map(found -> Json.parse(found.metadata())).orElseGet(Json::object),
        asset.flatMap(Asset::contextData).map(Json::parse).orElseGet(Json::object),
        task.externalId(),
        needs.contains(FactNeed.VISITS)
            ? tasks.visitCounts(task.projectKey(), task.id())
            : Map.of(),
        task.priority());
  }

  private OptionalDouble benchmark(Task task, Stage from, String by) {
    boolean labels = from.type() == StageType.LABEL;
    Optional<String> last =
        labels || task.labeledBy().isEmpty()
            ? Optional.of(by)
            : Optional.of(task.labeledBy().getLast());
    return last.map(email -> tasks.benchmarkAverage(task.projectKey(), email))
        .orElse(OptionalDouble.empty());
  }

  private static Map<String, Integer> classScores(TaskFlow flow) {
    Map<String, Integer> scores = new HashMap<>();
    flow.consensus()
        .ifPresent(
            found -> {
              for (JsonNode entry : Json.parse(found.detailed())) {
                scores.put(entry.path("schemaId").asString(""), entry.path("score").asInt());
              }
            });
    return scores;
  }
}
