package kalem.server.project;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kalem.server.access.OrganizationRole;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.organization.Email;
import kalem.server.organization.Organizations;
import kalem.server.project.ProjectStore.Member;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works in a project: giving and taking roles, and with them places in its stages. */
@Service
class ProjectMembers {
  private final ProjectStore projects;
  private final Organizations organizations;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  ProjectMembers(
      ProjectStore projects,
      Organizations organizations,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.projects = projects;
    this.organizations = organizations;
    this.clock = clock;
    this.events = events;
  }

  /** Adds members, or gives those already in the new role: all or none. */
  @Transactional
  void assign(ProjectAccess access, List<String> emails, ProjectRole role) {
    if (!access.role().includes(role)) {
      throw KalemException.forbidden(
          "You can give roles up to your own, " + access.role().wireName() + ".");
    }
    List<String> strangers = organizations.strangers(access.caller().organizationId(), emails);
    if (!strangers.isEmpty()) {
      throw KalemException.invalid(
          "Not in the organization, invite them first: " + String.join(", ", strangers) + ".");
    }
    Project project = lock(access);
    Map<String, ProjectRole> given = given(project);
    List<String> changing =
        emails.stream()
            .map(Email::normalize)
            .filter(email -> given.get(email) != role)
            .distinct()
            .toList();
    changing.forEach(email -> requireMayChange(access, project, email, given));
    Instant now = Timestamps.now(clock);
    changing.forEach(email -> projects.putMember(access.projectKey(), email, role, now));
  }

  /**
   * Removes members, from the stages' lists too.
   *
   * @param openStages whether stages that are for nobody else are opened to everybody; else they
   *     are a conflict
   */
  @Transactional
  void remove(ProjectAccess access, List<String> emails, boolean openStages) {
    Project project = lock(access);
    Map<String, ProjectRole> given = given(project);
    Set<String> leaving =
        emails.stream()
            .map(Email::normalize)
            .filter(given::containsKey)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    leaving.forEach(email -> requireMayChange(access, project, email, given));
    StageLists lists = StageLists.without(project.stages(), leaving, StageLists.LastOnes.LEAVE);
    if (!lists.emptied().isEmpty() && !openStages) {
      throw new KalemException(
          ErrorCode.CONFLICT,
          "These stages are for nobody else and would be open to everybody: "
              + String.join(", ", lists.emptied())
              + ". Assign others there, or confirm with openStages.",
          List.of(),
          Map.of("stages", lists.emptied()));
    }
    saveLists(project, lists, access.email());
    for (String email : leaving) {
      projects.removeMember(access.projectKey(), email);
      events.publishEvent(new ProjectMemberRemoved(access.projectKey(), email, access.email()));
    }
  }

  /** Takes somebody who left the organization out of its projects and their stages' lists. */
  @Transactional
  void removeEverywhere(String organizationId, String email, String removedBy) {
    for (int projectKey : projects.projectsNaming(organizationId, email)) {
      projects
          .findForUpdate(projectKey)
          .ifPresent(
              project ->
                  saveLists(
                      project,
                      StageLists.without(project.stages(), Set.of(email), StageLists.LastOnes.STAY),
                      removedBy));
      if (projects.removeMember(projectKey, email)) {
        events.publishEvent(new ProjectMemberRemoved(projectKey, email, removedBy));
      }
    }
  }

  private void saveLists(Project project, StageLists lists, String by) {
    if (!lists.json().equals(project.stages())) {
      Project after = project.withStages(lists.json());
      projects.addWorkflowRevision(
          after.projectKey(), after.workflowRevision(), after.stages(), Timestamps.now(clock), by);
      projects.update(after);
    }
  }

  private Map<String, ProjectRole> given(Project project) {
    return projects.members(project.projectKey()).stream()
        .collect(Collectors.toMap(Member::email, Member::role));
  }

  /** Up to one's own rank (people.md 3.1); the owner's role is the organization's to change. */
  private static void requireMayChange(
      ProjectAccess access, Project project, String email, Map<String, ProjectRole> given) {
    if (email.equals(project.ownerEmail())
        && !access.caller().role().includes(OrganizationRole.ADMIN)) {
      throw KalemException.forbidden(
          "Only administrators of the organization can change or remove the project's owner.");
    }
    ProjectRole role = given.get(email);
    if (role != null && !access.role().includes(role)) {
      throw KalemException.forbidden(
          "You can change and remove members up to your own role, "
              + access.role().wireName()
              + "; "
              + email
              + " is "
              + role.wireName()
              + ".");
    }
  }

  /** Against other changes, until the transaction ends. */
  private Project lock(ProjectAccess access) {
    return projects
        .findForUpdate(access.projectKey())
        .orElseThrow(() -> KalemException.notFound("Project", access.projectId()));
  }
}
