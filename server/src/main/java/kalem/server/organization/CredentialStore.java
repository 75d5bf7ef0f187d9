package kalem.server.organization;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** API keys and browser sessions, by the hash of their secret. */
@Repository
class CredentialStore {
  private final JdbcClient jdbc;

  CredentialStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What may be shown of a key after it was made.
   *
   * @param prefix its first characters, to recognize it by
   */
  record KeyFacts(String prefix, Instant createdAt, Optional<Instant> lastUsedAt) {}

  /** Puts a key in the place of the user's old one, which ends at once. */
  void replaceKey(
      String id, String accountId, String organizationId, byte[] hash, String prefix, Instant now) {
    jdbc.sql(
            """
            insert into api_key (id, account_id, organization_id, hash, prefix, created_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (account_id, organization_id) do update set id = excluded.id,
              hash = excluded.hash, prefix = excluded.prefix, created_at = excluded.created_at,
              last_used_at = null
            """)
        .params(id, accountId, organizationId, hash, prefix, Timestamp.from(now))
        .update();
  }

  Optional<KeyFacts> key(String accountId, String organizationId) {
    return jdbc.sql(
            "select prefix, created_at, last_used_at from api_key where account_id = ? and"
                + " organization_id = ?")
        .params(accountId, organizationId)
        .query(
            (row, number) ->
                new KeyFacts(
                    row.getString("prefix"),
                    row.getTimestamp("created_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("last_used_at"))
                        .map(Timestamp::toInstant)))
        .optional();
  }

  @Transactional
  void addSession(
      byte[] hash, String accountId, String organizationId, Instant now, Instant expires) {
    jdbc.sql("delete from web_session where expires_at < ?").param(Timestamp.from(now)).update();
    jdbc.sql(
            """
            insert into web_session (hash, account_id, organization_id, created_at, expires_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(hash, accountId, organizationId, Timestamp.from(now), Timestamp.from(expires))
        .update();
    jdbc.sql("update account set last_active_at = ? where id = ?")
        .params(Timestamp.from(now), accountId)
        .update();
  }

  void removeSession(byte[] hash) {
    jdbc.sql("delete from web_session where hash = ?").param(hash).update();
  }

  /** Changes a password and ends the sessions that were opened with the old one, but one. */
  @Transactional
  void changePassword(String accountId, String passwordHash, Optional<byte[]> keptSession) {
    jdbc.sql("update account set password_hash = ? where id = ?")
        .params(passwordHash, accountId)
        .update();
    jdbc.sql("delete from web_session where account_id = ? and hash <> ?")
        .params(accountId, keptSession.orElseGet(() -> new byte[0]))
        .update();
  }
}
