package kalem.server.task;

import java.util.Arrays;
import java.util.Optional;

/** Result of a review (api.md 4.2). */
public enum ReviewStatus {
  TODO("Todo"),
  ACCEPTED("Accepted"),
  REJECTED("Rejected"),
  /** Accepted after the reviewer changed the labels. */
  FIXED("Fixed");

  private final String wireName;

  ReviewStatus(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<ReviewStatus> of(String wireName) {
    return Arrays.stream(values()).filter(status -> status.wireName.equals(wireName)).findFirst();
  }
}
