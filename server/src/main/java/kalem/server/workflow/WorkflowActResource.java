package kalem.server.workflow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.stage.StageSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What managers do with the stages of a workflow: forward, re-run, look at messages (4.5 to 4.9).
 */
@RestController
@RequestMapping("/v2/project/{projectId}")
class WorkflowActResource {
  private final BulkMoves bulk;
  private final BulkStore bulkStore;
  private final Webhooks webhooks;
  private final Projects projects;
  private final Batches batches;

  WorkflowActResource(
      BulkMoves bulk, BulkStore bulkStore, Webhooks webhooks, Projects projects, Batches batches) {
    this.bulk = bulk;
    this.bulkStore = bulkStore;
    this.webhooks = webhooks;
    this.projects = projects;
    this.batches = batches;
  }

  record StageRequest(@Nullable String stageId, @Nullable List<@Nullable String> batches) {}

  /** {@code job} is null when everything is done already. */
  record BulkData(int modified, @Nullable String job) {}

  record BulkState(String state, int total, int modified, int left) {}

  record DeliveryView(
      String id,
      @Nullable String taskId,
      @Nullable String externalId,
      String url,
      String state,
      int attempts,
      @Nullable Integer status,
      @Nullable String request,
      @Nullable String response,
      @Nullable String error,
      String createdAt,
      @Nullable String lastAttemptAt,
      @Nullable String nextAttemptAt) {}

  record Deliveries(List<DeliveryView> deliveries, long total) {}

  record DeliveryData(DeliveryView delivery) {}

  /** Sends tasks on that wait in Start or Hold: all, or those of some batches. */
  @PostMapping("/forwardTasks")
  @Requires(Action.MANAGE_TASKS)
  Success<BulkData> forward(ProjectAccess access, @RequestBody StageRequest request) {
    return start(access, request, BulkMoves.Act.FORWARD);
  }

  /** Tries again what keeps the tasks of a stage: an error, a missing output, a loop. */
  @PostMapping("/rerun")
  @Requires(Action.MANAGE_TASKS)
  Success<BulkData> rerun(ProjectAccess access, @RequestBody StageRequest request) {
    return start(access, request, BulkMoves.Act.RERUN);
  }

  /** Sends the messages of a Webhook stage again, for all tasks that are in it. */
  @PostMapping("/rerun-webhook")
  @Requires(Action.MANAGE_TASKS)
  Success<BulkData> resend(ProjectAccess access, @RequestBody StageRequest request) {
    return start(access, request, BulkMoves.Act.RESEND);
  }

  private Success<BulkData> start(ProjectAccess access, StageRequest request, BulkMoves.Act act) {
    BulkMoves.Result result =
        bulk.start(
            access.projectKey(),
            new BulkMoves.Order(
                act,
                Objects.requireNonNullElse(request.stageId(), ""),
                batches.resolve(
                    access.projectKey(), Objects.requireNonNullElse(request.batches(), List.of())),
                access.email()));
    return Success.of(new BulkData(result.moved(), result.job().orElse(null)));
  }

  /** How far such an act is that a job does. */
  @GetMapping("/bulkMoves/{id}")
  @Requires(Action.MANAGE_TASKS)
  Success<BulkState> state(ProjectAccess access, @PathVariable String id) {
    BulkStore.Bulk found =
        bulkStore
            .find(access.projectKey(), id)
            .orElseThrow(() -> KalemException.notFound("Bulk move", id));
    return Success.of(new BulkState(found.state(), found.total(), found.moved(), found.left()));
  }

  /** The messages of a Webhook stage, newest first. */
  @GetMapping("/stages/{stageId}/deliveries")
  @Requires(Action.MANAGE_TASKS)
  Success<Deliveries> deliveries(
      ProjectAccess access,
      @PathVariable String stageId,
      PageRequest page,
      @RequestParam(defaultValue = "") String state) {
    Optional<WebhookDelivery.State> wanted = WebhookDelivery.State.of(state);
    if (!state.isEmpty() && wanted.isEmpty()) {
      throw KalemException.invalid(
          "state must be pending, retrying, delivered, failed or canceled.");
    }
    Page<WebhookDelivery> found = webhooks.list(access.projectKey(), stageId, wanted, page);
    return Success.of(
        new Deliveries(
            found.items().stream().map(WorkflowActResource::view).toList(), found.total()));
  }

  /** Sends a message that is only to show that messages arrive. */
  @PostMapping("/stages/{stageId}/testWebhook")
  @Requires(Action.EDIT_PROJECT)
  Success<DeliveryData> test(ProjectAccess access, @PathVariable String stageId) {
    StageSettings settings =
        projects
            .get(access)
            .graph()
            .find(stageId)
            .map(Stage::settings)
            .orElseThrow(() -> KalemException.invalid("Unknown stage: " + stageId + "."));
    if (!(settings instanceof StageSettings.Webhook webhook)) {
      throw KalemException.invalid("Only Webhook stages send messages.");
    }
    return Success.of(new DeliveryData(view(webhooks.test(access.projectKey(), stageId, webhook))));
  }

  private static DeliveryView view(WebhookDelivery delivery) {
    return new DeliveryView(
        delivery.id(),
        delivery.target().map(WebhookDelivery.Target::taskId).orElse(null),
        delivery.externalId().orElse(null),
        delivery.url(),
        delivery.state().wireName(),
        delivery.attempts(),
        orNull(delivery.status()),
        delivery.request().orElse(null),
        delivery.response().orElse(null),
        delivery.error().orElse(null),
        Timestamps.format(delivery.createdAt()),
        delivery.lastAttemptAt().map(Timestamps::format).orElse(null),
        delivery.nextAttemptAt().map(Timestamps::format).orElse(null));
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
