package kalem.server.project;

import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of stages (workflow.md 4.2) with their number of outputs; -1: as many as there are rules.
 */
public enum StageType {
  START("Start", 1, false),
  LABEL("Label", 1, true),
  REVIEW("Review", 2, true),
  CONSENSUS("Consensus", 2, false),
  LOGIC("Logic", -1, false),
  PLUGIN("Plugin", 1, false),
  WEBHOOK("Webhook", 1, false),
  HOLD("Hold", 1, true),
  COMPLETE("Complete", 0, true),
  ARCHIVE("Archive", 0, true);

  private final String wireName;
  private final int outputs;
  private final boolean tasksRest;

  StageType(String wireName, int outputs, boolean tasksRest) {
    this.wireName = wireName;
    this.outputs = outputs;
    this.tasksRest = tasksRest;
  }

  public String wireName() {
    return wireName;
  }

  public int outputs() {
    return outputs;
  }

  /** Whether tasks wait here for a person, or for good, instead of passing through. */
  public boolean tasksRest() {
    return tasksRest;
  }

  public static Optional<StageType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
