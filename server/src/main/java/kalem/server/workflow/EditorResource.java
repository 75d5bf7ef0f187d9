package kalem.server.workflow;

import java.time.Instant;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.Answers;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.StreamedJson;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.task.Task;
import kalem.server.task.TaskViews;
import kalem.server.task.WorkRights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Everything the labeling editor needs to open a task, in one answer. */
@RestController
@RequestMapping("/v2/task/{taskId}/editor")
class EditorResource {
  private final TaskViews views;
  private final Projects projects;
  private final Answers answers;

  EditorResource(TaskViews views, Projects projects, Answers answers) {
    this.views = views;
    this.projects = projects;
    this.answers = answers;
  }

  record EditorData(
      JsonNode task, JsonNode asset, JsonNode project, JsonNode rights, JsonNode draft) {}

  /** {@code task.answer} holds the saved answer with the caller's own unsaved work applied. */
  @GetMapping
  @Requires(Action.LABEL)
  Success<EditorData> open(ProjectAccess access, @PathVariable String taskId) {
    Project project = projects.get(access);
    Task task = views.task(access, taskId);
    StreamedJson answer = answers.asSeenBy(project, task, access.email());
    return Success.of(
        new EditorData(
            TaskViews.disguised(access, views.withAnswer(project, task, answer)),
            views.asset(task),
            project(project),
            rights(WorkRights.of(access, project, task)),
            draft(project, task, access.email())));
  }

  private static ObjectNode project(Project project) {
    ObjectNode view = Json.object();
    view.put("_id", project.id());
    view.put("name", project.name());
    view.set("categorySchema", Json.parse(project.categorySchema()));
    view.put("categorySchemaRevision", project.categorySchemaRevision());
    view.set("stages", project.shownStages());
    view.put("taskSkipEnabled", project.isSkippingEnabled());
    view.put("idleTimeout", project.idleTimeout());
    return view;
  }

  private static ObjectNode rights(WorkRights rights) {
    ObjectNode view =
        Json.object()
            .put("edit", rights.edit())
            .put("submit", rights.submit())
            .put("review", rights.review())
            .put("skip", rights.skip());
    rights.reason().ifPresent(reason -> view.put("reason", reason));
    return view;
  }

  /**
   * Whether the answer holds unsaved work of the caller, and what earlier work is kept beside it.
   */
  private ObjectNode draft(Project project, Task task, String email) {
    Optional<Instant> savedAt = answers.draftSavedAt(task, email);
    ObjectNode view = Json.object().put("present", savedAt.isPresent());
    savedAt.ifPresent(at -> view.put("savedAt", Timestamps.format(at)).put("savedBy", email));
    answers
        .earlierDraft(project, task, email)
        .ifPresent(
            earlier -> {
              ObjectNode node =
                  view.putObject("earlier").put("savedAt", Timestamps.format(earlier.savedAt()));
              node.putRawValue("answer", new RawValue(earlier.answer().json()));
              earlier.deletes().forEach(node.putArray("deletes")::add);
            });
    return view;
  }
}
