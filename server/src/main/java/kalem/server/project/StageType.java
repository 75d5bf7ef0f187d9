package kalem.server.project;

import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of stages (workflow.md 4.2) with their number of outputs; -1: as many as there are rules.
 */
public enum StageType {
  START("Start", 1),
  LABEL("Label", 1),
  REVIEW("Review", 2),
  CONSENSUS("Consensus", 2),
  LOGIC("Logic", -1),
  PLUGIN("Plugin", 1),
  WEBHOOK("Webhook", 1),
  HOLD("Hold", 1),
  COMPLETE("Complete", 0),
  ARCHIVE("Archive", 0);

  private final String wireName;
  private final int outputs;

  StageType(String wireName, int outputs) {
    this.wireName = wireName;
    this.outputs = outputs;
  }

  public String wireName() {
    return wireName;
  }

  public int outputs() {
    return outputs;
  }

  /** Whether tasks come to rest here until a person moves them, or for good. */
  public boolean waitsForPeople() {
    return switch (this) {
      case LABEL, REVIEW, HOLD, COMPLETE, ARCHIVE -> true;
      case START, CONSENSUS, LOGIC, PLUGIN, WEBHOOK -> false;
    };
  }

  public static Optional<StageType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
