package kalem.server.task;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.SortOrder;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks: list, one, history, assignment, priority, numbers per stage (api.md 8.1 to 8.5, 11.3). */
@RestController
@RequestMapping("/v2")
class TaskResource {
  private static final int LARGEST_PRIORITY = 1000;

  private static final SortOrder SORT =
      new SortOrder(
          Map.ofEntries(
              Map.entry("createdAt", "t.created_at"),
              Map.entry("updatedAt", "t.updated_at"),
              Map.entry("completedAt", "t.completed_at"),
              Map.entry("externalId", "t.external_id"),
              Map.entry("stage", "t.stage_id"),
              Map.entry("status", "t.status"),
              Map.entry("reviewStatus", "t.review_status"),
              Map.entry("assignee", "t.assignee"),
              Map.entry("priority", "t.priority"),
              Map.entry("duration", "t.duration"),
              Map.entry("totalDuration", "t.total_duration"),
              Map.entry("openIssuesCount", "t.open_issues_count"),
              Map.entry("createdBy", "t.created_by"),
              Map.entry("updatedBy", "t.updated_by"),
              Map.entry("_id", "t.id")),
          "t.id");

  private final TaskViews views;
  private final TaskStore tasks;
  private final Assignment assignment;
  private final Projects projects;
  private final Batches batches;
  private final InstantSource clock;

  TaskResource(
      TaskViews views,
      TaskStore tasks,
      Assignment assignment,
      Projects projects,
      Batches batches,
      InstantSource clock) {
    this.views = views;
    this.tasks = tasks;
    this.assignment = assignment;
    this.projects = projects;
    this.batches = batches;
    this.clock = clock;
  }

  record TasksData(List<ObjectNode> tasks, long total) {}

  record TaskData(JsonNode task) {}

  record HistoryData(JsonNode taskHistory) {}

  record AssignTasksRequest(
      @Nullable String project,
      @Nullable List<@Nullable String> tasks,
      @Nullable String task,
      @Nullable String user,
      @Nullable String username,
      @Nullable String stage) {}

  record AssignData(int tasks, int modified, List<String> skipped) {}

  record PriorityRequest(@Nullable JsonNode priority, @Nullable JsonNode filters) {}

  record PriorityResult(int modified, int modifiedCount) {}

  record PriorityData(PriorityResult result) {}

  @GetMapping("/project/{projectId}/tasks")
  @Requires(Action.VIEW_TASKS)
  Success<TasksData> list(
      ProjectAccess access,
      PageRequest page,
      @RequestParam(defaultValue = "false") boolean includeAnswer,
      @RequestParam(defaultValue = "") String fields,
      @RequestParam(defaultValue = "-createdAt") String sort,
      HttpServletRequest request) {
    Project project = projects.get(access);
    TaskFilter filter = new TaskFilter(project.graph(), batches.list(access.projectKey()));
    for (JsonNode part : filters(request)) {
      filter.and(part);
    }
    Page<ObjectNode> found =
        views.list(access, filter, SORT.sql(sort), page, includeAnswer, names(fields));
    return Success.of(new TasksData(found.items(), found.total()));
  }

  @GetMapping("/task/{taskId}")
  @Requires(Action.VIEW_TASKS)
  Success<TaskData> get(ProjectAccess access, @PathVariable String taskId) {
    // The client crashes without an answer even where it asks for none (api.md 8.2).
    return Success.of(new TaskData(views.one(access, taskId)));
  }

  @GetMapping("/task/{taskId}/history")
  @Requires(Action.VIEW_TASKS)
  Success<HistoryData> history(ProjectAccess access, @PathVariable String taskId) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    views.history(access, taskId).forEach(list::add);
    return Success.of(new HistoryData(list));
  }

  @GetMapping("/taskHistory/{historyId}")
  @Requires(Action.VIEW_TASKS)
  Success<HistoryData> historyItem(ProjectAccess access, @PathVariable String historyId) {
    return Success.of(new HistoryData(views.historyItem(access, historyId)));
  }

  @PostMapping("/task/assign")
  @Requires(Action.MANAGE_TASKS)
  Success<AssignData> assign(Gate gate, @RequestBody AssignTasksRequest request) {
    List<String> ids = new ArrayList<>();
    Objects.requireNonNullElse(request.tasks(), List.<@Nullable String>of()).stream()
        .filter(Objects::nonNull)
        .forEach(ids::add);
    Optional.ofNullable(request.task()).ifPresent(ids::add);
    ProjectAccess access = project(gate, request, ids);
    String person = request.user() != null ? request.user() : request.username();
    if (person == null) {
      throw KalemException.invalid("user must be an e-mail, or empty to unassign.");
    }
    Assignment.Result result =
        assignment.assign(
            access, ids, person, Optional.ofNullable(request.stage()).filter(s -> !s.isBlank()));
    return Success.of(new AssignData(result.modified(), result.modified(), result.skipped()));
  }

  private static ProjectAccess project(Gate gate, AssignTasksRequest request, List<String> ids) {
    if (request.project() != null) {
      return gate.project(request.project());
    }
    return gate.projectOf(
        "Task",
        ids.stream()
            .findFirst()
            .orElseThrow(() -> KalemException.invalid("project and tasks must be given.")));
  }

  @PostMapping("/project/{projectId}/updatePriority")
  @Requires(Action.MANAGE_TASKS)
  Success<PriorityData> updatePriority(ProjectAccess access, @RequestBody PriorityRequest request) {
    JsonNode priority = request.priority();
    if (priority == null
        || !priority.isIntegralNumber()
        || Math.abs(priority.asLong()) > LARGEST_PRIORITY) {
      throw KalemException.invalid("priority must be a whole number from -1000 to 1000.");
    }
    TaskSelection selection =
        TaskSelection.of(
            Objects.requireNonNullElseGet(request.filters(), Json::object),
            names -> batches.resolve(access.projectKey(), new ArrayList<>(names)));
    int modified =
        tasks.updatePriority(
            access.projectKey(),
            selection,
            priority.asInt(),
            Timestamps.now(clock),
            access.email());
    return Success.of(new PriorityData(new PriorityResult(modified, modified)));
  }

  /** Today's filter and the parameters of older clients beside it; all must hold (api.md 6). */
  private static List<JsonNode> filters(HttpServletRequest request) {
    List<JsonNode> filters = new ArrayList<>();
    for (String name : List.of("filter", "filters")) {
      value(request, name).map(text -> Json.parse(name, text)).ifPresent(filters::add);
    }
    ObjectNode old = Json.object();
    value(request, "status[eq]").ifPresent(text -> old.put("status", text));
    value(request, "stage").ifPresent(text -> old.put("stage", text));
    value(request, "assignee").ifPresent(text -> old.put("assignee", text));
    for (String name : List.of("batches", "tag")) {
      value(request, name).ifPresent(text -> old.set("batches", list(name, text)));
    }
    filters.add(old);
    return filters;
  }

  private static JsonNode list(String name, String text) {
    if (text.startsWith("[")) {
      return Json.parse(name, text);
    }
    ArrayNode values = Json.MAPPER.createArrayNode();
    Arrays.stream(text.split(",")).map(String::trim).forEach(values::add);
    return values;
  }

  private static Optional<String> value(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name))
        .filter(text -> !text.isBlank() && !text.equals("None") && !text.equals("null"));
  }

  private static Set<String> names(String fields) {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(fields.split(","))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }
}
