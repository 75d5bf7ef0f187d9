package kalem.server.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Gate;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.project.Batches;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Workflow templates, and taking a workflow from one project to another (workflow.md 4.11). */
@RestController
@RequestMapping("/v2")
class WorkflowTemplateResource {
  private final WorkflowTemplates templates;
  private final WorkflowTransfer transfer;
  private final Batches batches;

  WorkflowTemplateResource(
      WorkflowTemplates templates, WorkflowTransfer transfer, Batches batches) {
    this.templates = templates;
    this.transfer = transfer;
    this.batches = batches;
  }

  record TemplateView(
      @JsonProperty("_id") String id,
      String name,
      String description,
      boolean builtIn,
      JsonNode stages) {}

  record TemplatesData(List<TemplateView> templates) {}

  record TemplateData(TemplateView template) {}

  record SaveTemplateRequest(@Nullable String name, @Nullable String description) {}

  record RemovedTemplate(@JsonProperty("_id") String id, boolean deleted) {}

  record AdaptRequest(@Nullable JsonNode stages, @Nullable String sourceProject) {}

  @GetMapping("/workflowTemplates")
  @Requires(Action.USE_ACCOUNT)
  Success<TemplatesData> list(Caller caller) {
    return Success.of(
        new TemplatesData(
            templates.list(caller).stream().map(WorkflowTemplateResource::view).toList()));
  }

  /** Keeps the project's workflow for others of the organization. */
  @PostMapping("/project/{projectId}/workflowTemplate")
  @Requires(Action.EDIT_PROJECT)
  Success<TemplateData> save(ProjectAccess access, @RequestBody SaveTemplateRequest request) {
    return Success.of(
        new TemplateData(
            view(
                templates.save(
                    access,
                    Objects.requireNonNullElse(request.name(), ""),
                    Objects.requireNonNullElse(request.description(), "")))));
  }

  @DeleteMapping("/workflowTemplates/{id}")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<RemovedTemplate> remove(Caller caller, @PathVariable String id) {
    templates.remove(caller, id);
    return Success.of(new RemovedTemplate(id, true));
  }

  /**
   * Makes a workflow from elsewhere fit the project; nothing of it is saved but missing batches.
   */
  @PostMapping("/project/{projectId}/workflow/adapt")
  @Requires(Action.EDIT_PROJECT)
  Success<WorkflowTransfer.Adapted> adapt(
      ProjectAccess access, Gate gate, @RequestBody AdaptRequest request) {
    Map<String, String> source =
        request.sourceProject() == null
            ? Map.of()
            : batches.names(gate.project(request.sourceProject()).projectKey());
    return Success.of(
        transfer.adapt(
            access, Objects.requireNonNullElseGet(request.stages(), Json::object), source));
  }

  private static TemplateView view(WorkflowTemplates.Template template) {
    return new TemplateView(
        template.id(),
        template.name(),
        template.description(),
        template.builtIn(),
        template.stages());
  }
}
