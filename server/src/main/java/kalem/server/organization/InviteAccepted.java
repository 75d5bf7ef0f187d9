package kalem.server.organization;

import java.util.List;

/**
 * Somebody joined an organization by invitation. Projects listen, to give the promised roles.
 *
 * @param invitedBy e-mail of the administrator who invited
 */
public record InviteAccepted(
    String organizationId, String email, String invitedBy, List<ProjectAssignment> projects) {

  /** A role promised in one project; {@code role} is the API's spelling. */
  public record ProjectAssignment(String projectId, String projectRole) {}
}
