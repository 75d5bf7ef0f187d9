package kalem.server.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.annotation.MaskChange;
import kalem.server.annotation.Masks;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.Task;
import kalem.server.task.TaskViews;
import kalem.server.task.TimeLog;
import kalem.server.validation.Finding;
import kalem.server.validation.LabelValidation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Working on tasks: the queue, saving, submitting, reviewing, skipping (api.md 8.7 and 8.8). */
@RestController
@RequestMapping("/v2")
class WorkResource {
  private static final int LONGEST_SESSION = 64;

  private final Work work;
  private final Queue queue;
  private final Batches batches;
  private final TaskViews views;
  private final LabelValidation validation;
  private final TimeLog times;
  private final InstantSource clock;

  WorkResource(
      Work work,
      Queue queue,
      Batches batches,
      TaskViews views,
      LabelValidation validation,
      TimeLog times,
      InstantSource clock) {
    this.work = work;
    this.queue = queue;
    this.batches = batches;
    this.views = views;
    this.validation = validation;
    this.times = times;
    this.clock = clock;
  }

  /**
   * A mask that is null stays as it is; an empty text removes it; a URL puts another in its place.
   */
  record AnnotateRequest(
      @Nullable JsonNode answer,
      @Nullable String brushDataUrl,
      @Nullable String medicalBrushDataUrl,
      @Nullable Integer version,
      @Nullable Long duration,
      @Nullable Long idleDuration,
      @Nullable Long blurDuration) {}

  record ReviewRequest(
      @Nullable String reviewStatus,
      @Nullable String comment,
      @Nullable JsonNode answer,
      @Nullable Integer version,
      @Nullable Long duration,
      @Nullable Long idleDuration,
      @Nullable Long blurDuration) {}

  record SkipRequest(
      @Nullable Integer version,
      @Nullable String comment,
      @Nullable Long duration,
      @Nullable Long idleDuration,
      @Nullable Long blurDuration) {}

  /**
   * @param session names the open editor; with it, the time since its last heartbeat is noted
   */
  record HeartbeatRequest(
      @Nullable String session,
      @Nullable Long duration,
      @Nullable Long idleDuration,
      @Nullable Long blurDuration) {}

  record NextRequest(@Nullable String queue, @Nullable List<@Nullable String> batches) {}

  /**
   * @param validation what the project's own checks found but did not prevent
   */
  record LabelData(
      JsonNode label, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> validation) {}

  record NextTaskData(@Nullable JsonNode task) {}

  record QueueCount(long available) {}

  record QueueCounts(QueueCount label, QueueCount review) {}

  record QueueData(QueueCounts queues) {}

  record LeaseView(String expiresAt) {}

  record HeartbeatData(@Nullable LeaseView lease, int version) {}

  /** Claims the next task of a queue for the caller; {@code task} is null when none is left. */
  @PostMapping("/project/{projectId}/next")
  @Requires(Action.LABEL)
  Success<NextTaskData> next(ProjectAccess access, @RequestBody NextRequest request) {
    Queue.Kind kind = kind(request.queue());
    if (kind == Queue.Kind.REVIEW) {
      access.require(Action.REVIEW);
    }
    List<String> batchIds =
        batches.resolve(
            access.projectKey(), Objects.requireNonNullElse(request.batches(), List.of()));
    return Success.of(
        new NextTaskData(
            queue.next(access, kind, batchIds).map(id -> views.one(access, id)).orElse(null)));
  }

  @GetMapping("/project/{projectId}/queues")
  @Requires(Action.LABEL)
  Success<QueueData> queues(ProjectAccess access) {
    return Success.of(
        new QueueData(
            new QueueCounts(
                new QueueCount(queue.available(access, Queue.Kind.LABEL)),
                new QueueCount(queue.available(access, Queue.Kind.REVIEW)))));
  }

  /** Saves an answer, and with {@code nextStage=true} submits it. */
  @PostMapping("/annotate/{taskId}")
  @Requires(Action.LABEL)
  Success<LabelData> annotate(
      ProjectAccess access,
      @PathVariable String taskId,
      @RequestParam(defaultValue = "false") boolean nextStage,
      @RequestParam(defaultValue = "false") boolean isPlugin,
      @RequestBody AnnotateRequest request) {
    Work.Input input =
        new Work.Input(
            Optional.ofNullable(request.answer()).filter(answer -> !answer.isNull()),
            Optional.ofNullable(request.version()),
            durations(request.duration(), request.idleDuration(), request.blurDuration()),
            Optional.empty(),
            masks(access, taskId, request));
    List<Finding> findings = validation.enforce(access, taskId, input.answer());
    Task task =
        nextStage ? work.submit(access, taskId, input, isPlugin) : work.save(access, taskId, input);
    return Success.of(new LabelData(views.one(access, task), findings));
  }

  private MaskChange masks(ProjectAccess access, String taskId, AnnotateRequest request) {
    Masks.Given given =
        new Masks.Given(
            Optional.ofNullable(request.brushDataUrl()),
            Optional.ofNullable(request.medicalBrushDataUrl()),
            Map.of());
    return given.isNothing()
        ? MaskChange.NONE
        : work.masks(access, views.task(access, taskId), given);
  }

  @PostMapping("/review/{taskId}")
  @Requires(Action.REVIEW)
  Success<NextTaskData> review(
      ProjectAccess access, @PathVariable String taskId, @RequestBody ReviewRequest request) {
    ReviewStatus verdict =
        ReviewStatus.of(Objects.requireNonNullElse(request.reviewStatus(), ""))
            .orElseThrow(
                () ->
                    KalemException.invalid(
                        "reviewStatus must be Accepted, Rejected, Fixed or Todo."));
    Work.Input input =
        new Work.Input(
            Optional.ofNullable(request.answer()).filter(answer -> !answer.isNull()),
            Optional.ofNullable(request.version()),
            durations(request.duration(), request.idleDuration(), request.blurDuration()),
            comment(request.comment()));
    if (verdict == ReviewStatus.ACCEPTED || verdict == ReviewStatus.FIXED) {
      validation.enforce(access, taskId, input.answer());
    }
    Task task = work.review(access, taskId, verdict, input);
    return Success.of(new NextTaskData(views.one(access, task)));
  }

  @PostMapping("/task/{taskId}/skip")
  @Requires(Action.LABEL)
  Success<NextTaskData> skip(
      ProjectAccess access, @PathVariable String taskId, @RequestBody SkipRequest request) {
    Task task =
        work.skip(
            access,
            taskId,
            new Work.Input(
                Optional.empty(),
                Optional.ofNullable(request.version()),
                durations(request.duration(), request.idleDuration(), request.blurDuration()),
                comment(request.comment())));
    return Success.of(new NextTaskData(views.one(access, task)));
  }

  @PostMapping("/task/{taskId}/release")
  @Requires(Action.LABEL)
  Success<NextTaskData> release(ProjectAccess access, @PathVariable String taskId) {
    return Success.of(new NextTaskData(views.one(access, work.release(access, taskId))));
  }

  /** A sign of life of an open editor: renews the lease and tells the current version. */
  @PostMapping("/task/{taskId}/heartbeat")
  @Requires(Action.LABEL)
  Success<HeartbeatData> heartbeat(
      ProjectAccess access,
      @PathVariable String taskId,
      @RequestBody(required = false) @Nullable HeartbeatRequest request) {
    LeaseView lease =
        queue
            .renew(access, taskId)
            .map(expires -> new LeaseView(Timestamps.format(expires)))
            .orElse(null);
    Task task = views.task(access, taskId);
    String session = request == null ? null : request.session();
    if (request != null && session != null) {
      if (session.isBlank() || session.length() > LONGEST_SESSION) {
        throw KalemException.invalid("session must be a text of 1 to 64 characters.");
      }
      times.note(
          task,
          access.email(),
          session,
          durations(request.duration(), request.idleDuration(), request.blurDuration()),
          Timestamps.now(clock));
    }
    return Success.of(new HeartbeatData(lease, task.version()));
  }

  private static Queue.Kind kind(@Nullable String queue) {
    return switch (Objects.requireNonNullElse(queue, "label")) {
      case "label" -> Queue.Kind.LABEL;
      case "review" -> Queue.Kind.REVIEW;
      default -> throw KalemException.invalid("queue must be label or review.");
    };
  }

  private static Optional<String> comment(@Nullable String comment) {
    return Optional.ofNullable(comment).map(String::trim).filter(text -> !text.isEmpty());
  }

  private static Durations durations(
      @Nullable Long active, @Nullable Long idle, @Nullable Long blur) {
    return new Durations(
        Objects.requireNonNullElse(active, 0L),
        Objects.requireNonNullElse(idle, 0L),
        Objects.requireNonNullElse(blur, 0L));
  }
}
