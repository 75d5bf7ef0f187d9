package kalem.server.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.Stage;
import kalem.server.project.StageSecrets;
import kalem.server.project.stage.StageSettings;
import kalem.server.storage.PublicPosts;
import kalem.server.task.Mark;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import kalem.server.workflow.WebhookDelivery.Attempt;
import kalem.server.workflow.WebhookDelivery.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers the messages of Webhook stages (workflow.md 4.9). A message is sent before anything is
 * noted, so a crash in between sends it again, with the same delivery id and attempt.
 */
@Component
class WebhookJob implements JobHandler<Webhooks.Message> {
  /** Pauses before the second and later attempts. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2));

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LONGEST_LOGGED = 16 << 10;
  private static final int AT_MOST = 8;
  private static final int OK = 200;
  private static final int OK_END = 300;

  private final Webhooks webhooks;
  private final WebhookStore store;
  private final WebhookBody bodies;
  private final PublicPosts posts;
  private final StageSecrets secrets;
  private final Projects projects;
  private final TaskStore tasks;
  private final TaskMover mover;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  WebhookJob(
      Webhooks webhooks,
      WebhookStore store,
      WebhookBody bodies,
      PublicPosts posts,
      StageSecrets secrets,
      Projects projects,
      TaskStore tasks,
      TaskMover mover,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.store = store;
    this.bodies = bodies;
    this.posts = posts;
    this.secrets = secrets;
    this.projects = projects;
    this.tasks = tasks;
    this.mover = mover;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public JobKind<Webhooks.Message> kind() {
    return Webhooks.KIND;
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public void run(Webhooks.Message message) throws IOException {
    Optional<WebhookDelivery> due =
        store
            .find(message.projectKey(), message.deliveryId())
            .filter(WebhookDelivery::isDue)
            .filter(delivery -> delivery.attempts() == message.attempt() - 1);
    if (due.isEmpty()) {
      return;
    }
    WebhookDelivery delivery = due.get();
    Optional<Project> project = projects.find(message.projectKey());
    Optional<StageSettings.Webhook> settings =
        project.flatMap(found -> settings(found, delivery.stageId()));
    Optional<String> body =
        settings.isPresent() ? body(project.get(), delivery, settings.get()) : Optional.empty();
    if (body.isEmpty()) {
      store.cancel(message.projectKey(), message.deliveryId());
      return;
    }
    Attempt attempt = attempt(message, settings.get(), body.get());
    transaction.executeWithoutResult(status -> note(message, delivery, settings.get(), attempt));
  }

  private Optional<String> body(
      Project project, WebhookDelivery delivery, StageSettings.Webhook settings)
      throws IOException {
    if (delivery.target().isEmpty()) {
      return Optional.of(
          Json.write(Map.of("test", true, "project", project.id(), "stageId", delivery.stageId())));
    }
    WebhookDelivery.Target target = delivery.target().get();
    boolean isThere =
        tasks
            .find(project.projectKey(), target.taskId())
            .filter(task -> isIn(task, delivery))
            .isPresent();
    return isThere
        ? bodies.of(project, target.taskId(), settings.compactHistory())
        : Optional.empty();
  }

  private static boolean isIn(Task task, WebhookDelivery delivery) {
    return delivery.target().filter(target -> target.visit() == task.visit()).isPresent()
        && task.stageId().equals(delivery.stageId());
  }

  private static Optional<StageSettings.Webhook> settings(Project project, String stageId) {
    return project
        .graph()
        .find(stageId)
        .map(Stage::settings)
        .filter(StageSettings.Webhook.class::isInstance)
        .map(StageSettings.Webhook.class::cast);
  }

  private Attempt attempt(Webhooks.Message message, StageSettings.Webhook settings, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Instant now = Timestamps.now(clock);
    OptionalInt status = OptionalInt.empty();
    Optional<String> response = Optional.empty();
    Optional<String> error = Optional.empty();
    try {
      PublicPosts.Answer answer =
          posts.post(
              settings.url(),
              headers(message, settings, bytes, now),
              bytes,
              PATIENCE,
              LONGEST_LOGGED);
      status = OptionalInt.of(answer.status());
      response = Optional.of(answer.body());
    } catch (KalemException e) {
      error = Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      error = Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    boolean taken = status.isPresent() && status.getAsInt() >= OK && status.getAsInt() < OK_END;
    boolean again = !taken && message.attempt() <= PAUSES.size();
    return new Attempt(
        taken ? State.DELIVERED : again ? State.RETRYING : State.FAILED,
        status,
        body.substring(0, Math.min(LONGEST_LOGGED, body.length())),
        response,
        error,
        now,
        again ? Optional.of(now.plus(PAUSES.get(message.attempt() - 1))) : Optional.empty());
  }

  private Map<String, String> headers(
      Webhooks.Message message, StageSettings.Webhook settings, byte[] body, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Delivery-Id", message.deliveryId());
    headers.put("X-Delivery-Attempt", String.valueOf(message.attempt()));
    headers.put("X-Delivery-Timestamp", Timestamps.format(now));
    settings
        .secretSealed()
        .map(secrets::open)
        .ifPresent(
            secret -> {
              switch (settings.auth()) {
                case NONE -> {}
                case SECRET -> {
                  headers.put("X-Hub-Signature", WebhookSignature.sha1(secret, body));
                  headers.put("X-Hub-Signature-256", WebhookSignature.sha256(secret, body));
                }
                case BEARER -> headers.put("Authorization", "Bearer " + secret);
              }
            });
    return headers;
  }

  private void note(
      Webhooks.Message message,
      WebhookDelivery delivery,
      StageSettings.Webhook settings,
      Attempt attempt) {
    projects.holdStill(message.projectKey());
    Optional<Task> task =
        delivery
            .target()
            .flatMap(target -> tasks.findForUpdate(message.projectKey(), target.taskId()))
            .filter(found -> isIn(found, delivery));
    if (!store.attempted(message.projectKey(), delivery.id(), message.attempt(), attempt)) {
      return;
    }
    attempt
        .next()
        .ifPresent(
            at ->
                webhooks.schedule(
                    new Webhooks.Message(
                        message.projectKey(), message.deliveryId(), message.attempt() + 1),
                    at));
    task.ifPresent(found -> goOn(found, settings, attempt));
  }

  private void goOn(Task task, StageSettings.Webhook settings, Attempt attempt) {
    Optional<Project> project = projects.find(task.projectKey());
    boolean leaves =
        attempt.state() == State.DELIVERED
            || (attempt.state() == State.FAILED && settings.forwardOnFailure());
    if (leaves && project.isPresent()) {
      Stage stage = project.get().graph().find(task.stageId()).orElseThrow();
      mover.step(
          project.get(),
          task,
          stage,
          new Workflow.Event.Passed(),
          TaskMover.Mover.of(task.updatedBy(), attempt.at()));
      return;
    }
    Mark mark = attempt.state() == State.RETRYING ? Mark.WEBHOOK_RETRYING : Mark.WEBHOOK_FAILED;
    String why =
        attempt
            .error()
            .orElseGet(
                () -> "The receiver answered with status " + attempt.status().orElse(0) + ".");
    tasks.update(
        task.edit()
            .flow(task.flow().marked(mark, Optional.of(why), Optional.empty()))
            .version(task.version() + 1)
            .build());
  }
}
