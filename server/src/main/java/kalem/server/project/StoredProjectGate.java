package kalem.server.project;

import static java.util.Comparator.naturalOrder;

import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.Permissions;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectGate;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.project.ProjectStore.Entry;
import org.springframework.stereotype.Component;

/** The gate over the stored projects: one query per request. */
@Component
class StoredProjectGate implements ProjectGate {
  private final ProjectStore projects;

  StoredProjectGate(ProjectStore projects) {
    this.projects = projects;
  }

  @Override
  public ProjectAccess enter(Caller caller, String projectId, Action action) {
    Entry entry =
        Optional.of(projectId)
            .filter(Ids::isId)
            .flatMap(id -> projects.entry(id, caller.email()))
            .filter(found -> found.organizationId().equals(caller.organizationId()))
            .orElseThrow(() -> KalemException.invalidProject(projectId));
    if (entry.deleted()) {
      throw KalemException.notFound("Project", projectId);
    }
    return admit(caller, entry, action);
  }

  @Override
  public ProjectAccess enterByThing(Caller caller, String what, String id, Action action) {
    Entry entry =
        Ids.projectKey(id)
            .flatMap(key -> projects.entry(key, caller.email()))
            .filter(found -> found.organizationId().equals(caller.organizationId()))
            .filter(found -> !found.deleted())
            .orElseThrow(() -> KalemException.notFound(what, id));
    return admit(caller, entry, action);
  }

  @Override
  public Optional<ProjectRole> highestRole(Caller caller) {
    return Permissions.effectiveRole(
        caller.role(),
        projects.rolesIn(caller.organizationId(), caller.email()).stream().max(naturalOrder()));
  }

  private static ProjectAccess admit(Caller caller, Entry entry, Action action) {
    ProjectRole role =
        Permissions.effectiveRole(caller.role(), entry.role())
            .orElseThrow(
                () ->
                    KalemException.forbidden(
                        "You are no member of this project. Ask a project manager to add you."));
    ProjectAccess access = new ProjectAccess(caller, entry.projectId(), entry.projectKey(), role);
    access.require(action);
    return access;
  }
}
