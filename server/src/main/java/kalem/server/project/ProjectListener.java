package kalem.server.project;

import java.time.InstantSource;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Timestamps;
import kalem.server.organization.InviteAccepted;
import kalem.server.organization.MemberRemoved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps project members in step with the organization's, in the same transaction. */
@Component
class ProjectListener {
  private final ProjectStore projects;
  private final ProjectMembers members;
  private final InstantSource clock;

  ProjectListener(ProjectStore projects, ProjectMembers members, InstantSource clock) {
    this.projects = projects;
    this.members = members;
    this.clock = clock;
  }

  /** Gives the roles an invitation promised; projects deleted meanwhile are passed over. */
  @EventListener
  void joined(InviteAccepted event) {
    for (InviteAccepted.ProjectAssignment promised : event.projects()) {
      if (Ids.isId(promised.projectId())) {
        projects
            .entry(promised.projectId(), event.email())
            .filter(entry -> entry.organizationId().equals(event.organizationId()))
            .filter(entry -> !entry.deleted())
            .ifPresent(entry -> put(entry.projectKey(), event.email(), promised.projectRole()));
      }
    }
  }

  private void put(int projectKey, String email, String role) {
    projects.putMember(
        projectKey, email, ProjectRole.of(role).orElseThrow(), Timestamps.now(clock));
  }

  @EventListener
  void left(MemberRemoved event) {
    members.removeEverywhere(event.organizationId(), event.email(), event.removedBy());
  }
}
