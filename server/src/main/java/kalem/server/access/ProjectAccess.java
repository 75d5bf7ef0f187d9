package kalem.server.access;

import kalem.server.kernel.KalemException;

/**
 * Proof that the caller may do the declared action in a project. Services that work inside a
 * project take it instead of a bare id, so nothing reaches them unchecked.
 *
 * @param projectKey leads the key of every table of things inside the project
 */
public record ProjectAccess(Caller caller, String projectId, int projectKey, ProjectRole role) {

  public boolean allows(Action action) {
    return Permissions.allows(role, action);
  }

  /**
   * @throws KalemException forbidden when the caller's role does not allow the action
   */
  public void require(Action action) {
    if (!allows(action)) {
      throw refused(role, action);
    }
  }

  static KalemException refused(ProjectRole role, Action action) {
    return KalemException.forbidden(
        "Your role in this project ("
            + role.wireName()
            + ") does not allow this. Ask a project manager ("
            + action.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
            + ").");
  }

  /** E-mail of the caller. */
  public String email() {
    return caller.email();
  }
}
