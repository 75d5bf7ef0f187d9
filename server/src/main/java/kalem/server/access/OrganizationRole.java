package kalem.server.access;

import java.util.Locale;
import java.util.Optional;

/** Role of a user in an organization (people.md 2). Ordered: each includes those before it. */
public enum OrganizationRole {
  MEMBER,
  ADMIN,
  OWNER;

  /** {@code owner}, {@code admin} or {@code member}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What clients that know only two roles are told: the owner is an admin. */
  public String clientName() {
    return this == MEMBER ? "member" : "admin";
  }

  public boolean includes(OrganizationRole other) {
    return compareTo(other) >= 0;
  }

  /** Reads a role that can be given away: admin or member, any case; guest counts as member. */
  public static Optional<OrganizationRole> assignable(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "admin" -> Optional.of(ADMIN);
      case "member", "guest" -> Optional.of(MEMBER);
      default -> Optional.empty();
    };
  }
}
