package kalem.server.project;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The saved versions of a project's workflow (workflow.md 4.3). */
@RestController
@RequestMapping("/v2/project/{projectId}/workflowVersions")
class WorkflowVersionResource {
  private final Projects projects;

  WorkflowVersionResource(Projects projects) {
    this.projects = projects;
  }

  record Version(int revision, String savedAt, String savedBy, int stages, boolean current) {}

  record Versions(List<Version> versions, long total) {}

  record VersionData(int revision, JsonNode stages) {}

  record RestoreRequest(@Nullable String moveTasksTo) {}

  record RestoredData(int workflowRevision, JsonNode stages, List<Map<String, Object>> warnings) {}

  @GetMapping
  @Requires(Action.MANAGE_TASKS)
  Success<Versions> list(ProjectAccess access, PageRequest page) {
    int current = projects.get(access).workflowRevision();
    Page<Projects.WorkflowVersion> found = projects.workflowVersions(access.projectKey(), page);
    return Success.of(
        new Versions(
            found.items().stream()
                .map(
                    version ->
                        new Version(
                            version.revision(),
                            Timestamps.format(version.savedAt()),
                            version.savedBy(),
                            version.stages(),
                            version.revision() == current))
                .toList(),
            found.total()));
  }

  @GetMapping("/{revision}")
  @Requires(Action.MANAGE_TASKS)
  Success<VersionData> get(ProjectAccess access, @PathVariable int revision) {
    String stages = projects.workflowRevision(access.projectKey(), revision);
    return Success.of(new VersionData(revision, StageSecrets.masked(Json.parse(stages))));
  }

  /** Saves an earlier version once more, as the newest. */
  @PostMapping("/{revision}/restore")
  @Requires(Action.EDIT_PROJECT)
  Success<RestoredData> restore(
      ProjectAccess access, @PathVariable int revision, @RequestBody RestoreRequest request) {
    Projects.Saved saved =
        projects.restoreWorkflow(
            access, revision, Objects.requireNonNullElse(request.moveTasksTo(), ""));
    return Success.of(
        new RestoredData(
            saved.project().workflowRevision(), saved.project().shownStages(), saved.warnings()));
  }
}
