package kalem.server.organization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Timestamps;
import kalem.server.mail.Letter;
import kalem.server.mail.Mails;
import kalem.server.organization.AccountStore.Member;
import kalem.server.organization.InviteAccepted.ProjectAssignment;
import kalem.server.organization.InviteStore.Invite;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of an organization: members, their roles, invitations. The feature's public door. */
@Service
public class Organizations {
  private static final Duration INVITE_LIFE = Duration.ofDays(7);
  private static final String INVITES = "invite";

  private final AccountStore accounts;
  private final InviteStore invites;
  private final SignIn signIn;
  private final Secrets secrets;
  private final Settings settings;
  private final Mails mails;
  private final Ids ids;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Organizations(
      AccountStore accounts,
      InviteStore invites,
      SignIn signIn,
      Secrets secrets,
      Settings settings,
      Mails mails,
      Ids ids,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.accounts = accounts;
    this.invites = invites;
    this.signIn = signIn;
    this.secrets = secrets;
    this.settings = settings;
    this.mails = mails;
    this.ids = ids;
    this.clock = clock;
    this.events = events;
  }

  /** Of some e-mails, those that belong to no member of the organization. */
  public List<String> strangers(String organizationId, List<String> emails) {
    return emails.stream()
        .filter(email -> accounts.member(organizationId, Email.normalize(email)).isEmpty())
        .toList();
  }

  /** Role of a member; empty when the e-mail belongs to nobody in the organization. */
  public Optional<OrganizationRole> role(String organizationId, String email) {
    return accounts.member(organizationId, email).map(Member::role);
  }

  Page<Member> members(String organizationId, String search, PageRequest page) {
    String text = Email.normalize(search);
    return new Page<>(
        accounts.members(organizationId, text, page.offset(), page.limit()),
        accounts.countMembers(organizationId, text));
  }

  /** What became of one entry of a list. */
  record Outcome(String email, String status) {}

  @Transactional
  List<Outcome> changeRoles(Caller caller, Map<String, String> roles) {
    List<Outcome> outcomes = new ArrayList<>();
    roles.forEach((email, role) -> outcomes.add(changeRole(caller, email, role)));
    return outcomes;
  }

  private Outcome changeRole(Caller caller, String email, String role) {
    Optional<OrganizationRole> wanted = OrganizationRole.assignable(role);
    Optional<Member> member = accounts.member(caller.organizationId(), Email.normalize(email));
    if (wanted.isEmpty()) {
      return new Outcome(email, "unknown-role");
    }
    if (member.isEmpty()) {
      return new Outcome(email, "not-a-member");
    }
    if (member.get().role() == OrganizationRole.OWNER) {
      return new Outcome(email, "owner-can-not-be-changed");
    }
    accounts.changeRole(caller.organizationId(), member.get().account().id(), wanted.get());
    return new Outcome(email, "updated");
  }

  @Transactional
  List<Outcome> remove(Caller caller, List<String> emailsOrIds) {
    return emailsOrIds.stream().map(who -> remove(caller, who)).toList();
  }

  private Outcome remove(Caller caller, String who) {
    Optional<Member> member = accounts.member(caller.organizationId(), Email.normalize(who));
    if (member.isEmpty()) {
      return new Outcome(who, "not-a-member");
    }
    if (member.get().role() == OrganizationRole.OWNER) {
      return new Outcome(who, "owner-can-not-be-removed");
    }
    accounts.removeMember(caller.organizationId(), member.get().account().id());
    events.publishEvent(
        new MemberRemoved(caller.organizationId(), member.get().account().email(), caller.email()));
    return new Outcome(who, "deleted");
  }

  /** What to invite with. */
  record Invitation(
      List<String> to, OrganizationRole role, List<ProjectAssignment> projectAssignments) {}

  /** An invitation together with the link's token, for administrators. */
  record Issued(Invite invite, String token, String url) {}

  /** Invitations made, and the addresses that were left out with the reason. */
  record Invited(List<Issued> issued, List<Outcome> skipped) {}

  /** Invites strangers; people who are members already get the promised project roles at once. */
  @Transactional
  Invited invite(Caller caller, Invitation invitation) {
    requireRoles(invitation.projectAssignments());
    List<Issued> issued = new ArrayList<>();
    List<Outcome> skipped = new ArrayList<>();
    for (String to : invitation.to()) {
      String email = Email.of(to);
      if (accounts.member(caller.organizationId(), email).isPresent()) {
        skipped.add(new Outcome(email, "already-member"));
        join(caller.organizationId(), email, caller.email(), invitation.projectAssignments());
      } else {
        issued.add(issue(caller, email, invitation));
      }
    }
    return new Invited(issued, skipped);
  }

  private static void requireRoles(List<ProjectAssignment> assignments) {
    for (ProjectAssignment assignment : assignments) {
      if (ProjectRole.of(assignment.projectRole()).isEmpty()) {
        throw KalemException.invalid(
            "projectRole must be Manager, Lead, Reviewer or Labeler, got: "
                + assignment.projectRole()
                + ".");
      }
    }
  }

  private Issued issue(Caller caller, String email, Invitation invitation) {
    Instant now = Timestamps.now(clock);
    String token = secrets.newToken();
    Invite invite =
        new Invite(
            ids.next(0),
            caller.organizationId(),
            email,
            invitation.role(),
            Json.write(invitation.projectAssignments()),
            secrets.seal(INVITES, token),
            "Pending",
            caller.email(),
            now,
            now.plus(INVITE_LIFE));
    invites.put(invite, Secrets.sha256(token));
    Issued issued = issued(invites.pending(caller.organizationId(), email).orElse(invite));
    mails.send(
        new Mails.Envelope(caller.organizationId(), email, caller.email()), letter(caller, issued));
    return issued;
  }

  private Letter letter(Caller caller, Issued issued) {
    String organization = accounts.organizationName(caller.organizationId()).orElse("");
    return new Letter(
        "Invitation to " + organization,
        List.of(
            caller.name()
                + " ("
                + caller.email()
                + ") invites you to "
                + organization
                + ", where data is labeled with Kalem.",
            "The link works for "
                + INVITE_LIFE.toDays()
                + " days and lets whoever has it in: keep it to yourself."),
        "Accept the invitation",
        issued.url());
  }

  List<Issued> invites(Caller caller, Optional<String> status) {
    Instant now = Timestamps.now(clock);
    return invites.ofOrganization(caller.organizationId()).stream()
        .filter(i -> status.isEmpty() || status.get().equalsIgnoreCase(i.statusAt(now)))
        .map(this::issued)
        .toList();
  }

  private Issued issued(Invite invite) {
    String token = secrets.open(INVITES, invite.sealedToken());
    return new Issued(invite, token, settings.publicUrl() + "/invites/" + token);
  }

  String statusOf(Invite invite) {
    return invite.statusAt(Timestamps.now(clock));
  }

  /** Revokes pending invitations by address or id; the number that were pending. */
  @Transactional
  long revoke(Caller caller, List<String> emailsOrIds) {
    List<String> wanted = emailsOrIds.stream().map(Email::normalize).toList();
    return invites.ofOrganization(caller.organizationId()).stream()
        .filter(invite -> wanted.contains(invite.email()) || wanted.contains(invite.id()))
        .filter(invite -> invites.close(invite.id(), "Revoked"))
        .count();
  }

  /** What the holder of an invitation link sees before accepting. */
  record Offer(String email, String organization, boolean accountExists, Instant expiresAt) {}

  Offer offer(String token) {
    Invite invite = open(token);
    return new Offer(
        invite.email(),
        accounts.organizationName(invite.organizationId()).orElse(""),
        accounts.credentials(invite.email()).isPresent(),
        invite.expiresAt());
  }

  /**
   * Lets a person in who proved to be the invited one.
   *
   * @return a session token
   */
  @Transactional
  String join(String token, String accountId) {
    return join(open(token), accountId);
  }

  /**
   * Makes the invited person's account and lets them in.
   *
   * @return a session token
   */
  @Transactional
  String joinAsNew(String token, String name, String passwordHash) {
    Invite invite = open(token);
    if (accounts.credentials(invite.email()).isPresent()) {
      throw KalemException.conflict(
          "An account of " + invite.email() + " was made meanwhile. Try again with its password.");
    }
    Account account =
        new Account(ids.next(0), invite.email(), name, Timestamps.now(clock), Optional.empty());
    accounts.addAccount(account, passwordHash);
    return join(invite, account.id());
  }

  private String join(Invite invite, String accountId) {
    if (!invites.close(invite.id(), "Accepted")) {
      throw KalemException.notFound("Invitation", "it was accepted already");
    }
    accounts.addMember(invite.organizationId(), accountId, invite.role(), Timestamps.now(clock));
    List<ProjectAssignment> promised =
        List.of(Json.MAPPER.readValue(invite.projectAssignments(), ProjectAssignment[].class));
    join(invite.organizationId(), invite.email(), invite.createdBy(), promised);
    return signIn.openSession(accountId, invite.organizationId());
  }

  private void join(
      String organizationId, String email, String by, List<ProjectAssignment> projects) {
    if (!projects.isEmpty()) {
      events.publishEvent(new InviteAccepted(organizationId, email, by, projects));
    }
  }

  private Invite open(String token) {
    return invites
        .byToken(Secrets.sha256(token))
        .filter(invite -> statusOf(invite).equals("Pending"))
        .orElseThrow(
            () ->
                new KalemException(
                    kalem.server.kernel.ErrorCode.NOT_FOUND,
                    "This invitation is not valid any more. Ask for a new one."));
  }
}
