package kalem.server.workflow;

import java.util.ArrayList;
import java.util.List;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.project.Batches;
import kalem.server.task.TaskSelection;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Moving tasks by hand (api.md 8.5). */
@RestController
@RequestMapping("/v2/project/{projectId}/requeueTasks")
class RequeueResource {
  private final Requeue requeue;
  private final Batches batches;

  RequeueResource(Requeue requeue, Batches batches) {
    this.requeue = requeue;
    this.batches = batches;
  }

  record Modified(int modified, String toStageId) {}

  record RequeueData(Modified modifiedCount) {}

  @PostMapping
  @Requires(Action.MANAGE_TASKS)
  Success<RequeueData> requeue(ProjectAccess access, @RequestBody JsonNode body) {
    String target = body.path("toStageId").asString("");
    JsonNode options = body.path("options");
    int modified =
        requeue.requeue(
            access,
            TaskSelection.of(body.path("filters"), names -> batchIds(access, names)),
            target,
            new Requeue.Options(
                flag(options, "removeAnnotations", "resetAnswer"),
                flag(options, "removeAssignee", "unassign"),
                flag(options, "removeStageHistory", "removeStageHistory")));
    return Success.of(new RequeueData(new Modified(modified, target)));
  }

  private List<String> batchIds(ProjectAccess access, List<String> names) {
    return batches.resolve(access.projectKey(), new ArrayList<>(names));
  }

  private static boolean flag(JsonNode options, String name, String oldName) {
    JsonNode value = options.hasNonNull(name) ? options.path(name) : options.path(oldName);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw KalemException.invalid("options." + name + " must be true or false.");
    }
    return value.asBoolean(false);
  }
}
