package kalem.server.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.organization.AccountStore.Member;
import kalem.server.organization.InviteAccepted.ProjectAssignment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members and invitations of the caller's organization (people.md 4, api.md 12.1 and 12.2). */
@RestController
@RequestMapping("/v2/organization/{organizationId}")
class OrganizationResource {
  /** Clients list without paging and must then get everything. */
  private static final int EVERYTHING = 1000;

  private final Organizations organizations;

  OrganizationResource(Organizations organizations) {
    this.organizations = organizations;
  }

  record MemberView(
      @JsonProperty("_id") String id,
      String email,
      String name,
      String organizationRole,
      boolean owner,
      String createdAt,
      @Nullable String lastActiveAt) {
    static MemberView of(Member member) {
      return new MemberView(
          member.account().id(),
          member.account().email(),
          member.account().name(),
          member.role().clientName(),
          member.role() == OrganizationRole.OWNER,
          Timestamps.format(member.account().createdAt()),
          member.account().lastActiveAt().map(Timestamps::format).orElse(null));
    }
  }

  record MembersData(List<MemberView> users, long total) {}

  record RoleChange(@Nullable String email, @Nullable String organizationRole) {}

  record RoleChanges(@Nullable List<RoleChange> users) {}

  record OutcomeView(String email, String status) {}

  record Changed(long updated, long failed, List<OutcomeView> results) {}

  record ChangedData(Changed users) {}

  record Names(@Nullable List<@Nullable String> users, @Nullable List<@Nullable String> invites) {}

  record RemovalCounts(long deleted, long failed) {}

  record AssignmentRequest(@Nullable String projectId, @Nullable String projectRole) {}

  record InviteRequest(
      @Nullable List<@Nullable String> to,
      @Nullable String organizationRole,
      @Nullable List<AssignmentRequest> projectAssignments,
      @Nullable String projectId,
      @Nullable String projectRole) {}

  record InviteView(
      @JsonProperty("_id") String id,
      String to,
      String organizationRole,
      List<AssignmentRequest> projectAssignments,
      String status,
      String createdBy,
      String createdAt,
      String expiresAt,
      String token,
      String url) {}

  record SkippedInviteView(String email, String reason) {}

  record InvitedData(List<InviteView> invites, List<SkippedInviteView> skipped) {}

  record InvitesData(List<InviteView> invites, long total) {}

  @GetMapping("/users")
  @Requires(Action.VIEW_ORGANIZATION_MEMBERS)
  Success<MembersData> members(
      Caller caller,
      @PathVariable String organizationId,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(defaultValue = "") String search) {
    requireOwn(caller, organizationId);
    PageRequest wanted =
        new PageRequest(
            page == null ? 1 : page, limit == null ? (page == null ? EVERYTHING : 10) : limit);
    Page<Member> members = organizations.members(organizationId, search, wanted);
    return Success.of(
        new MembersData(members.items().stream().map(MemberView::of).toList(), members.total()));
  }

  @PostMapping("/users")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<ChangedData> changeRoles(
      Caller caller, @PathVariable String organizationId, @RequestBody RoleChanges request) {
    requireOwn(caller, organizationId);
    Map<String, String> roles = new LinkedHashMap<>();
    for (RoleChange change : Optional.ofNullable(request.users()).orElse(List.of())) {
      roles.put(
          Objects.requireNonNullElse(change.email(), ""),
          Objects.requireNonNullElse(change.organizationRole(), ""));
    }
    List<OutcomeView> results = views(organizations.changeRoles(caller, roles));
    long updated = results.stream().filter(r -> r.status().equals("updated")).count();
    return Success.of(new ChangedData(new Changed(updated, results.size() - updated, results)));
  }

  @DeleteMapping("/users")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<RemovalCounts> remove(
      Caller caller, @PathVariable String organizationId, @RequestBody Names request) {
    requireOwn(caller, organizationId);
    List<OutcomeView> results = views(organizations.remove(caller, texts(request.users())));
    long deleted = results.stream().filter(r -> r.status().equals("deleted")).count();
    return Success.of(new RemovalCounts(deleted, results.size() - deleted));
  }

  @GetMapping("/invites")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<InvitesData> invites(
      Caller caller,
      @PathVariable String organizationId,
      @RequestParam(required = false) @Nullable String status) {
    requireOwn(caller, organizationId);
    List<InviteView> views =
        organizations.invites(caller, Optional.ofNullable(status)).stream()
            .map(this::view)
            .toList();
    return Success.of(new InvitesData(views, views.size()));
  }

  @PostMapping("/invites")
  @Requires(Action.MANAGE_ORGANIZATION)
  @ResponseStatus(HttpStatus.CREATED)
  Success<InvitedData> invite(
      Caller caller, @PathVariable String organizationId, @RequestBody InviteRequest request) {
    requireOwn(caller, organizationId);
    OrganizationRole role =
        OrganizationRole.assignable(
                Objects.requireNonNullElse(request.organizationRole(), "member"))
            .orElseThrow(() -> KalemException.invalid("organizationRole must be admin or member."));
    Organizations.Invited invited =
        organizations.invite(
            caller, new Organizations.Invitation(texts(request.to()), role, assignments(request)));
    return Success.of(
        new InvitedData(
            invited.issued().stream().map(this::view).toList(),
            invited.skipped().stream()
                .map(outcome -> new SkippedInviteView(outcome.email(), outcome.status()))
                .toList()));
  }

  @DeleteMapping("/invites")
  @Requires(Action.MANAGE_ORGANIZATION)
  Success<RemovalCounts> revoke(
      Caller caller, @PathVariable String organizationId, @RequestBody Names request) {
    requireOwn(caller, organizationId);
    List<String> names = texts(request.invites());
    long revoked = organizations.revoke(caller, names);
    return Success.of(new RemovalCounts(revoked, names.size() - revoked));
  }

  /** Other organizations do not exist for the caller. */
  private static void requireOwn(Caller caller, String organizationId) {
    if (!caller.organizationId().equals(organizationId)) {
      throw KalemException.notFound("Organization", organizationId);
    }
  }

  private static List<ProjectAssignment> assignments(InviteRequest request) {
    List<ProjectAssignment> assignments = new java.util.ArrayList<>();
    for (AssignmentRequest one :
        Optional.ofNullable(request.projectAssignments()).orElse(List.of())) {
      assignments.add(assignment(one.projectId(), one.projectRole()));
    }
    if (request.projectId() != null) {
      assignments.add(assignment(request.projectId(), request.projectRole()));
    }
    return assignments;
  }

  private static ProjectAssignment assignment(@Nullable String project, @Nullable String role) {
    return new ProjectAssignment(
        Objects.requireNonNullElse(project, ""), Objects.requireNonNullElse(role, "Labeler"));
  }

  private static List<OutcomeView> views(List<Organizations.Outcome> outcomes) {
    return outcomes.stream().map(o -> new OutcomeView(o.email(), o.status())).toList();
  }

  private static List<String> texts(@Nullable List<@Nullable String> values) {
    return values == null ? List.of() : values.stream().filter(Objects::nonNull).toList();
  }

  private InviteView view(Organizations.Issued issued) {
    InviteStore.Invite invite = issued.invite();
    return new InviteView(
        invite.id(),
        invite.email(),
        invite.role().clientName(),
        List.of(
            kalem.server.kernel.Json.MAPPER.readValue(
                invite.projectAssignments(), AssignmentRequest[].class)),
        organizations.statusOf(invite),
        invite.createdBy(),
        Timestamps.format(invite.createdAt()),
        Timestamps.format(invite.expiresAt()),
        issued.token(),
        issued.url());
  }
}
