package kalem.server.http;

import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectGate;

/** Opens a project named in a request's body or query, for the action its endpoint declares. */
public final class Gate {
  private final ProjectGate projects;
  private final Caller caller;
  private final Action action;

  Gate(ProjectGate projects, Caller caller, Action action) {
    this.projects = projects;
    this.caller = caller;
    this.action = action;
  }

  /**
   * @throws kalem.server.kernel.KalemException as {@link ProjectGate#enter}
   */
  public ProjectAccess project(String projectId) {
    return projects.enter(caller, projectId, action);
  }

  /**
   * @throws kalem.server.kernel.KalemException as {@link ProjectGate#enterByThing}
   */
  public ProjectAccess projectOf(String what, String id) {
    return projects.enterByThing(caller, what, id, action);
  }
}
