package kalem.server.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import kalem.server.kernel.Timestamps;

/** The signed-in user as the web app sees them. */
record UserView(
    @JsonProperty("_id") String id,
    String email,
    String name,
    String createdAt,
    OrganizationView organization,
    String organizationRole,
    List<MembershipView> organizations) {

  record OrganizationView(@JsonProperty("_id") String id, String name) {}

  record MembershipView(@JsonProperty("_id") String id, String name, String role) {}

  static UserView of(
      Account account, String organizationId, List<AccountStore.Membership> memberships) {
    AccountStore.Membership current =
        memberships.stream()
            .filter(membership -> membership.organizationId().equals(organizationId))
            .findFirst()
            .orElseThrow();
    return new UserView(
        account.id(),
        account.email(),
        account.name(),
        Timestamps.format(account.createdAt()),
        new OrganizationView(current.organizationId(), current.organizationName()),
        current.role().wireName(),
        memberships.stream()
            .map(
                m ->
                    new MembershipView(
                        m.organizationId(), m.organizationName(), m.role().wireName()))
            .toList());
  }
}
