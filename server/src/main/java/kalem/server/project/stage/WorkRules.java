package kalem.server.project.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How people get their work in a Label or Review stage (workflow.md 4.6, our additions).
 *
 * @param excludePreviousAssignees ids of stages whose workers do not get the task here
 * @param allowOwnWork whether people may review what they labeled
 * @param maxAssignedPerUser how many open tasks of this stage one person may hold
 * @param lock how long a claimed and untouched task is kept for its holder; zero: for good; empty:
 *     as long as everywhere
 * @param afterSkips where a task goes that was skipped too often
 */
public record WorkRules(
    QueueOrder queueOrder,
    List<String> excludePreviousAssignees,
    boolean allowOwnWork,
    OptionalInt maxAssignedPerUser,
    Optional<Duration> lock,
    Optional<AfterSkips> afterSkips) {

  public WorkRules {
    excludePreviousAssignees = List.copyOf(excludePreviousAssignees);
  }

  /** In which order free tasks are handed out. */
  public enum QueueOrder {
    PRIORITY("priority"),
    FIFO("fifo"),
    LIFO("lifo"),
    RANDOM("random");

    private final String wireName;

    QueueOrder(String wireName) {
      this.wireName = wireName;
    }

    /** The order of this name. */
    public static Optional<QueueOrder> of(String wireName) {
      for (QueueOrder order : values()) {
        if (order.wireName.equals(wireName)) {
          return Optional.of(order);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param skips in one visit
   * @param stageId where it goes then
   */
  public record AfterSkips(int skips, String stageId) {}
}
