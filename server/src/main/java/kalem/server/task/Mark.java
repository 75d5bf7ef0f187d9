package kalem.server.task;

import java.util.Arrays;
import java.util.Optional;

/** What keeps a task from going on though no person has to do anything in its stage. */
public enum Mark {
  NONE("none"),
  /** Nothing is connected to the output it takes. */
  NO_NEXT_STAGE("no next stage"),
  /** It went through too many automatic stages without a person in between. */
  WORKFLOW_LOOP("workflow loop"),
  PLUGIN_ERROR("plugin error"),
  WEBHOOK_RETRYING("webhook retrying"),
  WEBHOOK_FAILED("webhook failed");

  private final String wireName;

  Mark(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** The mark of this name. */
  public static Optional<Mark> of(String wireName) {
    return Arrays.stream(values()).filter(mark -> mark.wireName.equals(wireName)).findFirst();
  }
}
