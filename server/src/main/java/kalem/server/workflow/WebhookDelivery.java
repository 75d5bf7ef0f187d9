package kalem.server.workflow;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One message of a Webhook stage, with how it fared.
 *
 * @param id the same over all attempts; told to the receiver
 * @param target the visit it is for; empty for a test
 * @param request and {@code response}: bodies, cut
 */
record WebhookDelivery(
    int projectKey,
    String id,
    Optional<Target> target,
    String stageId,
    Optional<String> externalId,
    String url,
    State state,
    int attempts,
    OptionalInt status,
    Optional<String> request,
    Optional<String> response,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> lastAttemptAt,
    Optional<Instant> nextAttemptAt) {

  /** A visit of a task. */
  record Target(String taskId, int visit) {}

  /** How far a message is. */
  enum State {
    PENDING("pending"),
    RETRYING("retrying"),
    DELIVERED("delivered"),
    FAILED("failed"),
    /** The task went elsewhere before it was taken. */
    CANCELED("canceled");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }

    static Optional<State> of(String wireName) {
      for (State state : values()) {
        if (state.wireName.equals(wireName)) {
          return Optional.of(state);
        }
      }
      return Optional.empty();
    }
  }

  boolean isDue() {
    return state == State.PENDING || state == State.RETRYING;
  }

  /** What one attempt came to. */
  record Attempt(
      State state,
      OptionalInt status,
      String request,
      Optional<String> response,
      Optional<String> error,
      Instant at,
      Optional<Instant> next) {}
}
