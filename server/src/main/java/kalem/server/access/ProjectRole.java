package kalem.server.access;

import java.util.Arrays;
import java.util.Optional;

/** Role of a user in a project (people.md 3). Ordered: each includes those before it. */
public enum ProjectRole {
  LABELER("Labeler"),
  REVIEWER("Reviewer"),
  LEAD("Lead"),
  MANAGER("Manager");

  private final String wireName;

  ProjectRole(String wireName) {
    this.wireName = wireName;
  }

  /** The role as the API and the tables spell it. */
  public String wireName() {
    return wireName;
  }

  public boolean includes(ProjectRole other) {
    return compareTo(other) >= 0;
  }

  public static Optional<ProjectRole> of(String wireName) {
    return Arrays.stream(values()).filter(role -> role.wireName.equals(wireName)).findFirst();
  }
}
