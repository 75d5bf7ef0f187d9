package kalem.server.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts, organizations and who belongs where. */
@Repository
class AccountStore {
  private final JdbcClient jdbc;

  AccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An account together with the hash of its password. */
  record Credentials(Account account, String passwordHash) {}

  /** One organization a person belongs to. */
  record Membership(String organizationId, String organizationName, OrganizationRole role) {}

  /** A member as the organization's member list shows it. */
  record Member(Account account, OrganizationRole role) {}

  boolean isEmpty() {
    return jdbc.sql("select not exists (select 1 from account)").query(Boolean.class).single();
  }

  void addOrganization(String id, String name, String ownerEmail, Instant now) {
    jdbc.sql("insert into organization (id, name, owner_email, created_at) values (?, ?, ?, ?)")
        .params(id, name, ownerEmail, Timestamp.from(now))
        .update();
  }

  void addAccount(Account account, String passwordHash) {
    jdbc.sql(
            "insert into account (id, email, name, password_hash, created_at) values (?, ?, ?, ?,"
                + " ?)")
        .params(
            account.id(),
            account.email(),
            account.name(),
            passwordHash,
            Timestamp.from(account.createdAt()))
        .update();
  }

  void addMember(String organizationId, String accountId, OrganizationRole role, Instant now) {
    jdbc.sql(
            """
            insert into organization_member (organization_id, account_id, role, created_at)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(organizationId, accountId, role.name(), Timestamp.from(now))
        .update();
  }

  Optional<Credentials> credentials(String email) {
    return jdbc.sql("select * from account where email = ?")
        .param(email)
        .query((row, number) -> new Credentials(account(row), row.getString("password_hash")))
        .optional();
  }

  Optional<Account> account(String id) {
    return jdbc.sql("select * from account where id = ?")
        .param(id)
        .query((row, number) -> account(row))
        .optional();
  }

  void rename(String accountId, String name) {
    jdbc.sql("update account set name = ? where id = ?").params(name, accountId).update();
  }

  List<Membership> memberships(String accountId) {
    return jdbc.sql(
            """
            select o.id, o.name, m.role from organization_member m
            join organization o on o.id = m.organization_id
            where m.account_id = ? order by m.created_at, o.id
            """)
        .param(accountId)
        .query(
            (row, number) ->
                new Membership(
                    row.getString("id"),
                    row.getString("name"),
                    OrganizationRole.valueOf(row.getString("role"))))
        .list();
  }

  Optional<String> organizationName(String id) {
    return jdbc.sql("select name from organization where id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  /** Members whose e-mail or name contains the text, by e-mail. */
  List<Member> members(String organizationId, String search, long offset, int limit) {
    return jdbc.sql(
            """
            select a.*, m.role from organization_member m join account a on a.id = m.account_id
            where m.organization_id = ? and (position(? in a.email) > 0 or position(? in lower(a.name)) > 0)
            order by a.email offset ? limit ?
            """)
        .params(organizationId, search, search, offset, limit)
        .query(
            (row, number) ->
                new Member(account(row), OrganizationRole.valueOf(row.getString("role"))))
        .list();
  }

  long countMembers(String organizationId, String search) {
    return jdbc.sql(
            """
            select count(*) from organization_member m join account a on a.id = m.account_id
            where m.organization_id = ? and (position(? in a.email) > 0 or position(? in lower(a.name)) > 0)
            """)
        .params(organizationId, search, search)
        .query(Long.class)
        .single();
  }

  Optional<Member> member(String organizationId, String emailOrId) {
    return jdbc.sql(
            """
            select a.*, m.role from organization_member m join account a on a.id = m.account_id
            where m.organization_id = ? and (a.email = ? or a.id = ?)
            """)
        .params(organizationId, emailOrId, emailOrId)
        .query(
            (row, number) ->
                new Member(account(row), OrganizationRole.valueOf(row.getString("role"))))
        .optional();
  }

  void changeRole(String organizationId, String accountId, OrganizationRole role) {
    jdbc.sql("update organization_member set role = ? where organization_id = ? and account_id = ?")
        .params(role.name(), organizationId, accountId)
        .update();
  }

  /** Takes a person out of the organization: their sessions and keys for it end at once. */
  void removeMember(String organizationId, String accountId) {
    for (String table : List.of("api_key", "web_session", "organization_member")) {
      jdbc.sql("delete from " + table + " where organization_id = ? and account_id = ?")
          .params(organizationId, accountId)
          .update();
    }
  }

  /**
   * Finds the caller behind a key's hash and notes, at most once a minute, that the key was used
   * and its owner active.
   */
  Optional<Caller> callerByKey(byte[] hash) {
    return jdbc.sql(
            """
            with used as (
              update api_key set last_used_at = now()
              where hash = :hash and (last_used_at is null or last_used_at < now() - interval '1 minute')),
            active as (
              update account set last_active_at = now()
              where id = (select account_id from api_key where hash = :hash)
                and (last_active_at is null or last_active_at < now() - interval '1 minute'))
            select a.id, a.email, a.name, m.organization_id, m.role, null as session
            from api_key k join account a on a.id = k.account_id
            join organization_member m
              on m.account_id = k.account_id and m.organization_id = k.organization_id
            where k.hash = :hash
            """)
        .param("hash", hash)
        .query((row, number) -> caller(row, new Caller.Credential.ApiKey()))
        .optional();
  }

  /** Finds the caller behind a session and notes, at most once a minute, that they were active. */
  Optional<Caller> callerBySession(byte[] hash, String sessionId) {
    return jdbc.sql(
            """
            with active as (
              update account set last_active_at = now()
              where id = (
                  select account_id from web_session where hash = :hash and expires_at > now())
                and (last_active_at is null or last_active_at < now() - interval '1 minute'))
            select a.id, a.email, a.name, m.organization_id, m.role
            from web_session s join account a on a.id = s.account_id
            join organization_member m
              on m.account_id = s.account_id and m.organization_id = s.organization_id
            where s.hash = :hash and s.expires_at > now()
            """)
        .param("hash", hash)
        .query((row, number) -> caller(row, new Caller.Credential.Session(sessionId)))
        .optional();
  }

  private static Caller caller(ResultSet row, Caller.Credential credential) throws SQLException {
    return new Caller(
        row.getString("id"),
        row.getString("email"),
        row.getString("name"),
        row.getString("organization_id"),
        OrganizationRole.valueOf(row.getString("role")),
        credential);
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getString("id"),
        row.getString("email"),
        row.getString("name"),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("last_active_at")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
