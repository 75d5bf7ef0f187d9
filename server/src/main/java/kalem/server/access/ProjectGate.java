package kalem.server.access;

import java.util.Optional;

/** Opens projects to callers. Declared here, implemented by the project feature. */
public interface ProjectGate {
  /**
   * @throws kalem.server.kernel.KalemException invalid project when the id is malformed, unknown or
   *     of another organization; not found when the project was deleted; forbidden when the role
   *     does not allow the action
   */
  ProjectAccess enter(Caller caller, String projectId, Action action);

  /**
   * Opens the project that holds the thing with this id.
   *
   * @param what the word for the thing in the not-found message, for example {@code Task}
   * @throws kalem.server.kernel.KalemException not found when no project of the caller's
   *     organization can hold it; forbidden when the role does not allow the action
   */
  ProjectAccess enterByThing(Caller caller, String what, String id, Action action);

  /**
   * The highest role the caller has in any project of the organization; empty when in none.
   * Administrators are managers everywhere, also where there is no project yet.
   */
  Optional<ProjectRole> highestRole(Caller caller);
}
