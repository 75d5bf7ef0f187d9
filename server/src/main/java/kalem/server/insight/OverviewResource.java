package kalem.server.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batches;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Metrics that are counted as tasks move (workflow.md 1.6, api.md 11.3). */
@RestController
@RequestMapping("/v2/{projectId:[0-9a-f]{24}}/overview")
class OverviewResource {
  private final TaskNumbers tasks;
  private final WorkStore work;
  private final Projects projects;
  private final Batches batches;

  OverviewResource(TaskNumbers tasks, WorkStore work, Projects projects, Batches batches) {
    this.tasks = tasks;
    this.work = work;
    this.projects = projects;
    this.batches = batches;
  }

  record StageCount(String stageId, String stage, String type, long count) {}

  /** Tasks per stage, in workflow order; labelers count their own. */
  @GetMapping("/LabelStageGroups")
  @Requires(Action.VIEW_NUMBERS)
  Success<Map<String, List<StageCount>>> stageGroups(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String stage) {
    StageGraph graph = projects.get(access).graph();
    List<String> stages = stages(graph, stage);
    Map<String, Long> counts = counts(access, graph, batches(batches, access, batchList));
    return Success.of(
        Map.of(
            "LabelStageGroups",
            graph.inOrder().stream()
                .filter(each -> stages.isEmpty() || stages.contains(each.id()))
                .map(
                    each ->
                        new StageCount(
                            each.id(),
                            each.name(),
                            each.type().wireName(),
                            counts.getOrDefault(each.id(), 0L)))
                .toList()));
  }

  /** As far as the caller sees tasks: see {@code task.Sight}. */
  private Map<String, Long> counts(ProjectAccess access, StageGraph graph, List<String> batchIds) {
    if (access.role().includes(ProjectRole.LEAD)) {
      return tasks.byStage(access.projectKey(), "", batchIds);
    }
    Map<String, Long> counts =
        new HashMap<>(tasks.byStage(access.projectKey(), access.email(), batchIds));
    if (access.role() == ProjectRole.REVIEWER) {
      Map<String, Long> all = tasks.byStage(access.projectKey(), "", batchIds);
      graph.workable(StageType.REVIEW, access.email()).stream()
          .map(Stage::id)
          .forEach(id -> counts.put(id, all.getOrDefault(id, 0L)));
    }
    return counts;
  }

  /** Active time of visits to stages of type Label and Review that ended in the interval. */
  @GetMapping("/TimePerTask")
  @Requires(Action.VIEW_PROJECT_NUMBERS)
  Success<Map<String, Map<String, TimeHistogram>>> timePerTask(
      ProjectAccess access,
      @RequestParam(name = "batches", required = false) @Nullable String batchList,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String stage) {
    Map<String, List<WorkStore.TimeStep>> times =
        work.times(
            new Choice(
                access.projectKey(),
                Interval.of("from", from, "to", to),
                batches(batches, access, batchList),
                stages(projects.get(access).graph(), stage)));
    return Success.of(
        Map.of(
            "TimePerTask",
            Map.of(
                StageType.LABEL.wireName(),
                TimeHistogram.of(times.getOrDefault("label", List.of())),
                StageType.REVIEW.wireName(),
                TimeHistogram.of(times.getOrDefault("review", List.of())))));
  }

  @GetMapping("/{metric}")
  @Requires(Action.VIEW_NUMBERS)
  Success<Map<String, Object>> unknown(ProjectAccess access, @PathVariable String metric) {
    throw KalemException.invalid(
        "Unknown metric: "
            + metric
            + ". There are LabelStageGroups, TimePerTask, AnnotationStatus, AnswerDistribution,"
            + " AnnotationDistribution, ConsensusRanges and AssetSize.");
  }

  /** Ids of batches from a JSON array of ids and names. */
  static List<String> batches(Batches batches, ProjectAccess access, @Nullable String list) {
    return batches.resolve(access.projectKey(), new ArrayList<>(texts("batches", list)));
  }

  /**
   * Ids of stages from one id or name, or a JSON array of them.
   *
   * @throws KalemException invalid when there is no such stage
   */
  static List<String> stages(StageGraph graph, @Nullable String list) {
    return texts("stage", list).stream()
        .map(
            text ->
                graph
                    .findByIdOrName(text)
                    .map(Stage::id)
                    .orElseThrow(() -> KalemException.invalid("Unknown stage: " + text + ".")))
        .toList();
  }

  private static List<String> texts(String name, @Nullable String list) {
    String text = Objects.requireNonNullElse(list, "").trim();
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.startsWith("[")) {
      return List.of(text);
    }
    return Json.parse(name, text)
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .toList();
  }
}
