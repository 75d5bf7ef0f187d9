package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.project.stage.StageSettings;
import kalem.server.task.Task;
import kalem.server.workflow.WebhookDelivery.State;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Messages of Webhook stages: putting them into the queue, and what became of them. */
@Service
class Webhooks {
  static final JobKind<Message> KIND = new JobKind<>("webhook", Message.class);

  private final WebhookStore store;
  private final Jobs jobs;
  private final InstantSource clock;

  Webhooks(WebhookStore store, Jobs jobs, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** One attempt to deliver a message. */
  record Message(int projectKey, String deliveryId, int attempt) {
    private String instance() {
      return deliveryId + "." + attempt;
    }
  }

  /**
   * Sends a message about a task in its present visit; an earlier one of the visit is called off.
   */
  void send(Task task, String stageId, StageSettings.Webhook settings, Instant now) {
    store.cancel(task.projectKey(), task.id(), task.visit());
    add(
        task.projectKey(),
        stageId,
        settings.url(),
        Optional.of(new WebhookDelivery.Target(task.id(), task.visit())),
        Optional.of(task.externalId()),
        now);
  }

  /** Sends a message that is only to show that messages arrive. */
  @Transactional
  WebhookDelivery test(int projectKey, String stageId, StageSettings.Webhook settings) {
    return add(
        projectKey,
        stageId,
        settings.url(),
        Optional.empty(),
        Optional.empty(),
        Timestamps.now(clock));
  }

  private WebhookDelivery add(
      int projectKey,
      String stageId,
      String url,
      Optional<WebhookDelivery.Target> target,
      Optional<String> externalId,
      Instant now) {
    WebhookDelivery delivery =
        new WebhookDelivery(
            projectKey,
            UUID.randomUUID().toString(),
            target,
            stageId,
            externalId,
            url,
            State.PENDING,
            0,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            now,
            Optional.empty(),
            Optional.empty());
    store.add(delivery);
    schedule(new Message(projectKey, delivery.id(), 1), now);
    return delivery;
  }

  void schedule(Message message, Instant notBefore) {
    jobs.schedule(KIND, message.instance(), message, notBefore);
  }

  Page<WebhookDelivery> list(
      int projectKey, String stageId, Optional<State> state, PageRequest page) {
    return new Page<>(
        store.list(projectKey, stageId, state, page), store.count(projectKey, stageId, state));
  }
}
