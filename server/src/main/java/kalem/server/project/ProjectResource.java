package kalem.server.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.SortOrder;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Projects, their members and batches (api.md 7 and 9.1). */
@RestController
@RequestMapping("/v2")
class ProjectResource {
  private static final SortOrder SORT =
      new SortOrder(
          Map.of(
              "createdAt", "p.created_at",
              "updatedAt", "p.updated_at",
              "name", "lower(p.name)",
              "_id", "p.id"),
          "p.id");

  private static final Set<String> LABEL_VALIDATION =
      Set.of(
          "customValidationEnabled",
          "preventSubmission",
          "enforceOnApi",
          "validationFunction",
          "externalValidation");

  private final Projects projects;
  private final ProjectMembers members;
  private final Batches batches;
  private final ProjectNumbers numbers;

  ProjectResource(
      Projects projects, ProjectMembers members, Batches batches, ProjectNumbers numbers) {
    this.projects = projects;
    this.members = members;
    this.batches = batches;
    this.numbers = numbers;
  }

  record ListedProject(
      @JsonProperty("_id") String id,
      String name,
      String description,
      String organization,
      String createdAt) {}

  record ListedProjects(List<ListedProject> projects, long total) {}

  record TaskCounts(long total, long completed) {}

  record ProjectCard(
      @JsonProperty("_id") String id,
      String name,
      String description,
      String createdAt,
      String createdBy,
      String role,
      TaskCounts tasks) {}

  record ProjectCards(List<ProjectCard> projects, long total) {}

  record ProjectData(
      JsonNode project,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Map<String, Object>> warnings) {}

  /** The client's asset builder looks for the schema at the top level (api.md 7.3). */
  record ProjectAnswer(String status, ProjectData data, JsonNode categorySchema) {}

  record DeletedProject(@JsonProperty("_id") String id, boolean deleted) {}

  record DeletedProjectData(DeletedProject project) {}

  record AssignMembersRequest(@Nullable List<@Nullable String> assignees, @Nullable String role) {}

  record UnassignRequest(
      @Nullable List<@Nullable String> assignees, @Nullable Boolean openStages) {}

  record BatchIds(@Nullable List<@Nullable String> batches) {}

  @GetMapping("/listProjects")
  @Requires(Action.USE_ACCOUNT)
  Success<ListedProjects> listProjects(
      Caller caller, PageRequest page, @RequestParam(defaultValue = "-createdAt") String sort) {
    Page<Project> found = projects.list(caller, "", SORT.sql(sort), page);
    return Success.of(
        new ListedProjects(
            found.items().stream()
                .map(
                    project ->
                        new ListedProject(
                            project.id(),
                            project.name(),
                            project.description(),
                            project.organizationId(),
                            Timestamps.format(project.createdAt())))
                .toList(),
            found.total()));
  }

  /** The project list page of the web app. */
  @GetMapping("/projects")
  @Requires(Action.USE_ACCOUNT)
  Success<ProjectCards> cards(
      Caller caller,
      PageRequest page,
      @RequestParam(defaultValue = "-createdAt") String sort,
      @RequestParam(defaultValue = "") String search) {
    Page<Project> found = projects.list(caller, search, SORT.sql(sort), page);
    Map<Integer, ProjectNumbers.Tasks> tasks = numbers.tasks(found.items());
    Map<Integer, ProjectRole> roles = projects.roles(caller, found.items());
    return Success.of(
        new ProjectCards(
            found.items().stream().map(project -> card(project, roles, tasks)).toList(),
            found.total()));
  }

  private ProjectCard card(
      Project project, Map<Integer, ProjectRole> roles, Map<Integer, ProjectNumbers.Tasks> tasks) {
    ProjectNumbers.Tasks counts =
        tasks.getOrDefault(project.projectKey(), new ProjectNumbers.Tasks(0, 0));
    return new ProjectCard(
        project.id(),
        project.name(),
        project.description(),
        Timestamps.format(project.createdAt()),
        project.ownerEmail(),
        Optional.ofNullable(roles.get(project.projectKey())).map(ProjectRole::wireName).orElse(""),
        new TaskCounts(counts.total(), counts.completed()));
  }

  @PostMapping("/project")
  @Requires(Action.CREATE_PROJECT)
  @ResponseStatus(HttpStatus.CREATED)
  Success<ProjectData> create(Caller caller, @RequestBody JsonNode body) {
    Projects.Saved saved = projects.create(caller, object(body));
    return Success.of(data(saved.project(), ProjectRole.MANAGER, saved.warnings()));
  }

  @GetMapping("/project/{projectId}")
  @Requires(Action.VIEW_PROJECT)
  ProjectAnswer get(ProjectAccess access) {
    Project project = projects.get(access);
    return new ProjectAnswer(
        "success", data(project, access.role(), List.of()), ProjectView.schema(project));
  }

  @PostMapping("/project/{projectId}")
  @Requires(Action.EDIT_PROJECT)
  Success<ProjectData> update(ProjectAccess access, @RequestBody JsonNode body) {
    Projects.Saved saved = projects.update(access, object(body));
    return Success.of(data(saved.project(), access.role(), saved.warnings()));
  }

  /** Changes what is checked before labels are saved (api.md 7.8). */
  @PostMapping("/project/{projectId}/labelValidation")
  @Requires(Action.EDIT_PROJECT)
  Success<ProjectData> updateLabelValidation(ProjectAccess access, @RequestBody JsonNode body) {
    ObjectNode settings = Json.object();
    object(body)
        .properties()
        .forEach(
            field -> {
              if (LABEL_VALIDATION.contains(field.getKey())) {
                settings.set(field.getKey(), field.getValue());
              }
            });
    Projects.Saved saved = projects.update(access, settings);
    return Success.of(data(saved.project(), access.role(), saved.warnings()));
  }

  @DeleteMapping("/project/{projectId}")
  @Requires(Action.DELETE_PROJECT)
  Success<DeletedProjectData> delete(ProjectAccess access) {
    projects.delete(access);
    return Success.of(new DeletedProjectData(new DeletedProject(access.projectId(), true)));
  }

  @PostMapping("/project/{projectId}/assigned")
  @Requires(Action.MANAGE_MEMBERS)
  Success<ProjectData> assign(ProjectAccess access, @RequestBody AssignMembersRequest request) {
    ProjectRole role =
        ProjectRole.of(Objects.requireNonNullElse(request.role(), ""))
            .orElseThrow(
                () -> KalemException.invalid("role must be Manager, Lead, Reviewer or Labeler."));
    members.assign(access, texts("assignees", request.assignees()), role);
    return Success.of(data(projects.get(access), access.role(), List.of()));
  }

  @DeleteMapping("/project/{projectId}/assigned")
  @Requires(Action.MANAGE_MEMBERS)
  Success<ProjectData> unassign(ProjectAccess access, @RequestBody UnassignRequest request) {
    members.remove(
        access, texts("assignees", request.assignees()), Boolean.TRUE.equals(request.openStages()));
    return Success.of(data(projects.get(access), access.role(), List.of()));
  }

  /**
   * One batch ({@code name}) is answered alone under the key {@code project}; a list is answered
   * with the whole project (api.md 9.1).
   */
  @PostMapping("/batches/{projectId}")
  @Requires(Action.MANAGE_BATCHES)
  Success<ProjectData> changeBatches(ProjectAccess access, @RequestBody JsonNode body) {
    if (body.hasNonNull("name")) {
      Batch batch = batches.create(access, text("name", body.path("name")));
      ObjectNode view = Json.object().put("_id", batch.id()).put("name", batch.name());
      return Success.of(new ProjectData(view, List.of()));
    }
    JsonNode list = body.hasNonNull("batches") ? body.path("batches") : body.path("tags");
    if (!list.isArray()) {
      throw KalemException.invalid("Give name, or a list batches.");
    }
    batches.change(access, changes(list));
    return Success.of(data(projects.get(access), access.role(), List.of()));
  }

  @DeleteMapping("/batches/{projectId}")
  @Requires(Action.MANAGE_BATCHES)
  Success<ProjectData> removeBatches(ProjectAccess access, @RequestBody BatchIds request) {
    batches.remove(access, texts("batches", request.batches()));
    return Success.of(data(projects.get(access), access.role(), List.of()));
  }

  private ProjectData data(Project project, ProjectRole role, List<Map<String, Object>> warnings) {
    return new ProjectData(
        ProjectView.of(
            project,
            role,
            projects.members(project.projectKey()),
            batches.list(project.projectKey()),
            numbers.assets(project.projectKey())),
        warnings);
  }

  private static List<Batches.Change> changes(JsonNode list) {
    List<Batches.Change> changes = new ArrayList<>();
    for (JsonNode entry : list) {
      changes.add(
          entry.isString()
              ? new Batches.Change(
                  Optional.empty(), entry.asString(), Optional.empty(), Optional.empty())
              : new Batches.Change(
                  optional(entry.path("_id")),
                  text("batches[].name", entry.path("name")),
                  optional(entry.path("description")),
                  optional(entry.path("color"))));
    }
    return changes;
  }

  private static Optional<String> optional(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  private static String text(String field, JsonNode node) {
    if (!node.isString()) {
      throw KalemException.invalid(field + " must be a text.");
    }
    return node.asString();
  }

  private static JsonNode object(JsonNode body) {
    if (!body.isObject()) {
      throw KalemException.invalid("The body must be a JSON object.");
    }
    return body;
  }

  private static List<String> texts(String field, @Nullable List<@Nullable String> values) {
    if (values == null) {
      throw KalemException.invalid(field + " must be a list.");
    }
    return values.stream().filter(Objects::nonNull).toList();
  }
}
