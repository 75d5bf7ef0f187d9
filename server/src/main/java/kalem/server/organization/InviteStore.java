package kalem.server.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.access.OrganizationRole;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Invitations into organizations. */
@Repository
class InviteStore {
  private final JdbcClient jdbc;

  InviteStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An invitation.
   *
   * @param projectAssignments JSON text, a list of {@code {projectId, projectRole}}
   * @param status {@code Pending}, {@code Accepted} or {@code Revoked}; expiry follows from the
   *     time
   */
  record Invite(
      String id,
      String organizationId,
      String email,
      OrganizationRole role,
      String projectAssignments,
      String sealedToken,
      String status,
      String createdBy,
      Instant createdAt,
      Instant expiresAt) {

    String statusAt(Instant now) {
      return status.equals("Pending") && expiresAt.isBefore(now) ? "Expired" : status;
    }
  }

  /** Adds an invitation; a pending one of the same address is renewed by it. */
  void put(Invite invite, byte[] tokenHash) {
    jdbc.sql(
            """
            insert into invite (id, organization_id, email, role, project_assignments, token_sealed,
              token_hash, status, created_by, created_at, expires_at)
            values (?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?)
            on conflict (organization_id, email) where status = 'Pending' do update set
              role = excluded.role, project_assignments = excluded.project_assignments,
              token_sealed = excluded.token_sealed, token_hash = excluded.token_hash,
              created_by = excluded.created_by, created_at = excluded.created_at,
              expires_at = excluded.expires_at
            """)
        .params(
            invite.id(),
            invite.organizationId(),
            invite.email(),
            invite.role().name(),
            invite.projectAssignments(),
            invite.sealedToken(),
            tokenHash,
            invite.status(),
            invite.createdBy(),
            Timestamp.from(invite.createdAt()),
            Timestamp.from(invite.expiresAt()))
        .update();
  }

  List<Invite> ofOrganization(String organizationId) {
    return jdbc.sql("select * from invite where organization_id = ? order by created_at desc, id")
        .param(organizationId)
        .query((row, number) -> invite(row))
        .list();
  }

  Optional<Invite> pending(String organizationId, String email) {
    return jdbc.sql(
            "select * from invite where organization_id = ? and email = ? and status = 'Pending'")
        .params(organizationId, email)
        .query((row, number) -> invite(row))
        .optional();
  }

  Optional<Invite> byToken(byte[] tokenHash) {
    return jdbc.sql("select * from invite where token_hash = ?")
        .param(tokenHash)
        .query((row, number) -> invite(row))
        .optional();
  }

  /** Moves a pending invitation on; false when somebody else was faster. */
  boolean close(String id, String status) {
    return jdbc.sql("update invite set status = ? where id = ? and status = 'Pending'")
            .params(status, id)
            .update()
        == 1;
  }

  private static Invite invite(ResultSet row) throws SQLException {
    return new Invite(
        row.getString("id"),
        row.getString("organization_id"),
        row.getString("email"),
        OrganizationRole.valueOf(row.getString("role")),
        row.getString("project_assignments"),
        row.getString("token_sealed"),
        row.getString("status"),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }
}
