package kalem.server.issue;

import java.util.Arrays;
import java.util.Optional;

/** Where an issue stands: open, resolved by who was to do something, closed by who asked. */
enum IssueStatus {
  OPEN("Open"),
  RESOLVED("Resolved"),
  CLOSED("Closed");

  private final String wireName;

  IssueStatus(String wireName) {
    this.wireName = wireName;
  }

  /** As the API and the table spell it. */
  String wireName() {
    return wireName;
  }

  static Optional<IssueStatus> of(String text) {
    return Arrays.stream(values()).filter(s -> s.wireName.equalsIgnoreCase(text)).findFirst();
  }
}
