package kalem.server.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.server.kernel.Json;
import kalem.server.kernel.StreamedJson;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The task object of the API (api.md 5.3) and the entries of its history (5.4). */
final class TaskView {
  static final String EMPTY_ANSWER = "{\"tools\":[],\"classifications\":[],\"relations\":[]}";

  /** Named or not, these are always in the answer (api.md 8.1). */
  private static final Set<String> ALWAYS = Set.of("_id", "project", "asset");

  private final Project project;
  private final StageGraph graph;
  private final Map<String, String> batchNames;

  TaskView(Project project, Map<String, String> batchNames) {
    this.project = project;
    this.graph = project.graph();
    this.batchNames = batchNames;
  }

  /** The asset of a task as far as tasks show it; {@code data} is a link or the text itself. */
  record AssetPart(String id, String externalId, String data) {}

  ObjectNode of(Task task, AssetPart asset) {
    ObjectNode view = Json.object();
    view.put("_id", task.id());
    view.put("project", project.id());
    view.putObject("asset")
        .put("_id", asset.id())
        .put("externalId", asset.externalId())
        .put("data", asset.data());
    view.put("organization", project.organizationId());
    view.put("externalId", task.externalId());
    putStage(view, task);
    view.put("status", task.status());
    view.put("completionStatus", isComplete(task) ? "Completed" : "TODO");
    view.put("type", task.type());
    view.put("reviewStatus", task.reviewStatus().wireName());
    putReview(view, task);
    view.put("assignee", task.assignee().orElse(null));
    putBatches(view, task.batchIds());
    view.put("priority", task.priority());
    view.put("version", task.version());
    putLease(view, task);
    putTimes(view, task);
    view.put("createdAt", Timestamps.format(task.createdAt()));
    view.put("createdBy", task.createdBy());
    view.put("updatedAt", Timestamps.format(task.updatedAt()));
    view.put("updatedBy", task.updatedBy());
    task.completedAt().ifPresent(at -> view.put("completedAt", Timestamps.format(at)));
    task.completedBy().ifPresent(by -> view.put("completedBy", by));
    putFlow(view, task.flow());
    view.put("openIssuesCount", task.openIssuesCount());
    view.putArray("issues");
    view.put("isDraft", task.isDraft());
    view.put("isSkipped", task.isSkipped());
    view.put("isBenchmark", task.isBenchmark());
    view.put("isPreLabeled", task.isPreLabeled());
    view.put("isFlag", false);
    view.put("isStar", false);
    view.putObject("sample").put("isSample", false);
    view.put("deleted", false);
    view.put("__v", 0);
    return view;
  }

  private static void putFlow(ObjectNode view, TaskFlow flow) {
    view.put("mark", flow.mark().wireName());
    flow.note().ifPresent(note -> view.put("markNote", note));
    flow.consensus()
        .ifPresent(
            scores -> {
              view.put("consensusAverage", scores.average());
              view.set("consensusDetailed", Json.parse(scores.detailed()));
            });
    flow.judgment()
        .ifPresent(
            judgment -> {
              view.put("parentTask", judgment.parentId());
              view.put("judgment", judgment.state().wireName());
              judgment.score().ifPresent(score -> view.put("score", score));
            });
  }

  /** The judgments of the last round, without their labels. */
  ObjectNode withJudgments(ObjectNode view, List<Task> judgments) {
    ArrayNode list = view.putArray("judgments");
    for (Task judgment : judgments) {
      ObjectNode entry = list.addObject().put("_id", judgment.id());
      putStage(entry, judgment);
      entry.put("assignee", judgment.assignee().orElse(null));
      entry.put("completedBy", judgment.completedBy().orElse(null));
      judgment.completedAt().ifPresent(at -> entry.put("completedAt", Timestamps.format(at)));
      entry.put("duration", judgment.totalTime().active());
      entry.put("version", judgment.version());
      putFlow(entry, judgment.flow());
    }
    return view;
  }

  ObjectNode withAnswer(ObjectNode view, Optional<StreamedJson> answer) {
    putAnswer(view, answer);
    return withMasks(view, Map.of());
  }

  /**
   * @param masks permanent URLs by key; what is missing is null
   */
  static ObjectNode withMasks(ObjectNode view, Map<String, String> masks) {
    view.put("brushDataUrl", masks.get("brushDataUrl"));
    view.put("medicalBrushDataUrl", masks.get("medicalBrushDataUrl"));
    return view;
  }

  /** The light form of the history, without labels. */
  ObjectNode withHistory(ObjectNode view, List<StageVisit> visits) {
    ArrayNode list = view.putArray("stageHistory");
    for (StageVisit visit : visits) {
      ObjectNode entry =
          list.addObject()
              .put("_id", visit.id())
              .put("stageId", visit.stageId())
              .put("stageName", visit.stageName())
              .put("stageType", visit.stageType())
              .put("duration", visit.time().active())
              .put("completedAt", Timestamps.format(visit.completedAt()))
              .put("completedBy", visit.completedBy().orElse(""))
              .put("taskHistory", visit.id());
      visit.completedBy().ifPresent(by -> entry.put("submittedBy", by));
      visit.reviewStatus().ifPresent(status -> entry.put("reviewStatus", status.wireName()));
      visit.comment().ifPresent(comment -> entry.put("comment", comment));
      visit.consensusId().ifPresent(id -> entry.put("consensusId", id));
    }
    return view;
  }

  /** Only the fields asked for; unknown names are passed over. */
  static ObjectNode only(ObjectNode view, Set<String> fields) {
    ObjectNode chosen = Json.object();
    view.properties()
        .forEach(
            field -> {
              if (fields.contains(field.getKey()) || ALWAYS.contains(field.getKey())) {
                chosen.set(field.getKey(), field.getValue());
              }
            });
    return chosen;
  }

  /** The full form of one history entry, labels included. */
  ObjectNode historyItem(StageVisit visit, Task task, Optional<StreamedJson> answer) {
    ObjectNode item = Json.object();
    item.put("_id", visit.id());
    item.put("id", visit.id());
    item.put("labelTaskId", visit.taskId());
    item.put("project", project.id());
    item.put("organization", project.organizationId());
    item.put("asset", task.assetId());
    item.put("stage", visit.stageId());
    item.put("stageId", visit.stageId());
    item.put("stageName", visit.stageName());
    item.put("stageType", visit.stageType());
    putAnswer(item, answer);
    item.put("duration", visit.time().active());
    item.put("idleDuration", visit.time().idle());
    item.put("blurDuration", visit.time().blur());
    putBatches(item, visit.batchIds());
    visit.reviewStatus().ifPresent(status -> item.put("reviewStatus", status.wireName()));
    visit.comment().ifPresent(comment -> item.put("comment", comment));
    visit.consensusId().ifPresent(id -> item.put("consensusId", id));
    item.put("isSkipped", visit.isSkipped());
    item.put("rework", visit.rework());
    item.put("deleted", false);
    item.put("createdAt", Timestamps.format(visit.enteredAt()));
    item.put("completedAt", Timestamps.format(visit.completedAt()));
    item.put("completedBy", visit.completedBy().orElse(""));
    item.put("updatedAt", Timestamps.format(visit.completedAt()));
    item.put("updatedBy", visit.completedBy().orElse(""));
    return item;
  }

  private static void putAnswer(ObjectNode view, Optional<StreamedJson> answer) {
    answer.orElseGet(() -> StreamedJson.of(EMPTY_ANSWER)).putInto(view, "answer");
  }

  private void putStage(ObjectNode view, Task task) {
    Optional<Stage> stage = graph.find(task.stageId());
    view.put("stage", task.stageId());
    view.put("stageName", stage.map(Stage::name).orElse(task.stageId()));
    view.put("stageType", stage.map(found -> found.type().wireName()).orElse(""));
  }

  private boolean isComplete(Task task) {
    return graph.find(task.stageId()).filter(s -> s.type() == StageType.COMPLETE).isPresent();
  }

  private static void putReview(ObjectNode view, Task task) {
    ObjectNode review = view.putObject("review").put("status", task.reviewStatus().wireName());
    task.review()
        .ifPresent(
            last -> {
              review.put("by", last.by());
              review.put("at", Timestamps.format(last.at()));
              review.put("comment", last.comment().orElse(null));
            });
  }

  private void putBatches(ObjectNode view, List<String> batchIds) {
    ArrayNode ids = view.putArray("batches");
    ArrayNode names = view.putArray("batchNames");
    for (String id : batchIds) {
      ids.add(id);
      names.add(batchNames.getOrDefault(id, id));
    }
  }

  private static void putLease(ObjectNode view, Task task) {
    Optional<Instant> expiry = task.leaseExpiresAt();
    if (expiry.isPresent()) {
      view.putObject("lease")
          .put("expiresAt", Timestamps.format(expiry.get()))
          .put("holder", task.assignee().orElse(null));
    } else {
      view.putNull("lease");
    }
  }

  private static void putTimes(ObjectNode view, Task task) {
    view.put("duration", task.time().active());
    view.put("totalDuration", task.totalTime().active());
    view.put("idleDuration", task.time().idle());
    view.put("blurDuration", task.time().blur());
    view.put("totalIdleDuration", task.totalTime().idle());
    view.put("totalBlurDuration", task.totalTime().blur());
  }
}
