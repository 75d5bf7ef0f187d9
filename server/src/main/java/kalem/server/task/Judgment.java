package kalem.server.task;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What makes a task one judgment of a Consensus stage.
 *
 * @param parentId the main task
 * @param round the main task's visit in which it was asked for
 * @param score percent; known once the round is over
 */
public record Judgment(String parentId, int round, State state, OptionalInt score) {

  /** How far a judgment is. */
  public enum State {
    OPEN("open"),
    SUBMITTED("submitted"),
    /** It counted in a round that is over. */
    JOINED("joined"),
    /** The round ended without it. */
    CANCELED("canceled");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    static State of(String wireName) {
      return Arrays.stream(values())
          .filter(state -> state.wireName.equals(wireName))
          .findFirst()
          .orElseThrow();
    }
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** The same judgment, so far. */
  public Judgment in(State next) {
    return new Judgment(parentId, round, next, score);
  }

  /** The same judgment with the score it reached. */
  public Judgment scored(OptionalInt percent) {
    return new Judgment(parentId, round, state, percent);
  }
}
