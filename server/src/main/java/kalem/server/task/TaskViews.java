package kalem.server.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.asset.Asset;
import kalem.server.asset.Assets;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.StreamedJson;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.StageType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Tasks as the API shows them, narrowed to what the caller may see. */
@Service
public class TaskViews {
  private final TaskStore tasks;
  private final Projects projects;
  private final Batches batches;
  private final TaskAssets assets;
  private final Assets content;
  private final TaskAnswers answers;

  TaskViews(
      TaskStore tasks,
      Projects projects,
      Batches batches,
      TaskAssets assets,
      Assets content,
      TaskAnswers answers) {
    this.tasks = tasks;
    this.projects = projects;
    this.batches = batches;
    this.assets = assets;
    this.content = content;
    this.answers = answers;
  }

  /**
   * @throws KalemException not found, or forbidden when the caller may not open it
   */
  public Task task(ProjectAccess access, String taskId) {
    Task task =
        tasks
            .find(access.projectKey(), taskId)
            .orElseThrow(() -> KalemException.notFound("Task", taskId));
    new Sight(access, projects.get(access).graph()).require(task);
    return task;
  }

  /** One task with answer and light history. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public ObjectNode one(ProjectAccess access, String taskId) {
    return one(access, task(access, taskId));
  }

  /** A task just changed by the caller, who may see it whatever it has become. */
  public ObjectNode one(ProjectAccess access, Task task) {
    Project project = projects.get(access);
    ObjectNode node =
        disguised(
            access,
            withAnswer(
                project,
                task,
                task.answerId()
                    .flatMap(id -> text(project, id))
                    .orElseGet(() -> StreamedJson.of(TaskView.EMPTY_ANSWER))));
    if (task.flow().judgment().isPresent() || project.graph().ids(StageType.CONSENSUS).isEmpty()) {
      return node;
    }
    Sight sight = new Sight(access, project.graph());
    return view(project)
        .withJudgments(
            node,
            tasks.lastJudgments(task.projectKey(), task.id()).stream()
                .filter(sight::admits)
                .toList());
  }

  /** Those who are tested by benchmarks do not see what is one (workflow.md 12, people.md 3.1). */
  public static ObjectNode disguised(ProjectAccess access, ObjectNode view) {
    if (!access.role().includes(ProjectRole.LEAD)) {
      if (view.path("type").asString("").equals("benchmark")) {
        view.put("type", "default");
      }
      if (view.has("isBenchmark")) {
        view.put("isBenchmark", false);
      }
    }
    return view;
  }

  /** One task with the given answer text and its light history. */
  public ObjectNode withAnswer(Project project, Task task, StreamedJson answer) {
    TaskView view = view(project);
    ObjectNode node = view.of(task, assets.part(task, assets.of(task.projectKey(), List.of(task))));
    view.withAnswer(node, Optional.of(answer));
    TaskView.withMasks(node, masks(project, task.answerId()));
    return view.withHistory(node, tasks.visits(task.projectKey(), task.id()));
  }

  /** The asset of a task as the editor opens it; {@code url} is empty where the text is inline. */
  public ObjectNode asset(Task task) {
    Asset asset =
        Optional.ofNullable(assets.of(task.projectKey(), List.of(task)).get(task.assetId()))
            .orElseThrow(() -> KalemException.notFound("Asset", task.assetId()));
    ObjectNode node = Json.object();
    node.put("_id", asset.id());
    node.put("externalId", asset.externalId());
    node.put("url", content.contentUrl(asset));
    node.putRawValue("metadata", new RawValue(asset.metadata()));
    asset
        .contextData()
        .ifPresentOrElse(
            text -> node.putRawValue("contextData", new RawValue(text)),
            () -> node.putNull("contextData"));
    return node;
  }

  /**
   * A page of the task list.
   *
   * @param fields names of the fields wanted; empty: the usual ones
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  Page<ObjectNode> list(
      ProjectAccess access,
      TaskFilter filter,
      String orderBy,
      PageRequest page,
      boolean includeAnswer,
      Set<String> fields) {
    Project project = projects.get(access);
    filter.and(new Sight(access, project.graph()).condition());
    List<Task> found = tasks.list(access.projectKey(), filter, orderBy, page);
    boolean withAnswer = fields.isEmpty() ? includeAnswer : fields.contains("answer");
    Map<String, StreamedJson> texts =
        withAnswer
            ? answers.texts(
                project, found.stream().flatMap(task -> task.answerId().stream()).toList())
            : Map.of();
    Map<String, Asset> known = assets.of(access.projectKey(), found);
    Map<String, List<StageVisit>> visits = visits(access, found, fields);
    TaskView view = view(project);
    List<ObjectNode> nodes =
        found.stream()
            .map(
                task -> {
                  ObjectNode node = view.of(task, assets.part(task, known));
                  if (withAnswer) {
                    view.withAnswer(node, task.answerId().map(texts::get));
                  }
                  if (fields.contains("stageHistory")) {
                    view.withHistory(node, visits.getOrDefault(task.id(), List.of()));
                  }
                  return disguised(access, fields.isEmpty() ? node : TaskView.only(node, fields));
                })
            .toList();
    return new Page<>(nodes, tasks.count(access.projectKey(), filter));
  }

  private Map<String, List<StageVisit>> visits(
      ProjectAccess access, List<Task> found, Set<String> fields) {
    return fields.contains("stageHistory")
        ? tasks.visits(access.projectKey(), found.stream().map(Task::id).toList()).stream()
            .collect(Collectors.groupingBy(StageVisit::taskId))
        : Map.of();
  }

  /** Every finished visit of a task with its labels, oldest first. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  List<ObjectNode> history(ProjectAccess access, String taskId) {
    Task task = task(access, taskId);
    Project project = projects.get(access);
    List<StageVisit> visits = tasks.visits(access.projectKey(), taskId);
    TaskView view = view(project);
    return visits.stream().map(visit -> historyItem(view, project, visit, task)).toList();
  }

  private Map<String, String> masks(Project project, Optional<String> answerId) {
    return answerId.map(id -> answers.masks(project, id)).orElse(Map.of());
  }

  private ObjectNode historyItem(TaskView view, Project project, StageVisit visit, Task task) {
    return TaskView.withMasks(
        view.historyItem(visit, task, text(project, visit)), masks(project, visit.answerId()));
  }

  private Optional<StreamedJson> text(Project project, StageVisit visit) {
    return visit.answerId().flatMap(id -> text(project, id));
  }

  private Optional<StreamedJson> text(Project project, String answerId) {
    return Optional.ofNullable(answers.texts(project, List.of(answerId)).get(answerId));
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  ObjectNode historyItem(ProjectAccess access, String historyId) {
    StageVisit visit =
        tasks
            .visit(access.projectKey(), historyId)
            .orElseThrow(() -> KalemException.notFound("Task history", historyId));
    Task task = task(access, visit.taskId());
    Project project = projects.get(access);
    return historyItem(view(project), project, visit, task);
  }

  private TaskView view(Project project) {
    return new TaskView(project, batches.names(project.projectKey()));
  }
}
