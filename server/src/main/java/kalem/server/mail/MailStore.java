package kalem.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Secrets;
import kalem.server.mail.Mail.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Mails on their way. What they say is sealed: a dump of the database opens no link. */
@Repository
class MailStore {
  private static final String PURPOSE = "mail";

  private final JdbcClient jdbc;
  private final Secrets secrets;

  MailStore(JdbcClient jdbc, Secrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  void add(Mail mail) {
    jdbc.sql(
            """
            insert into mail (id, organization_id, receiver, caused_by, subject, letter_sealed,
              state, attempts, created_at)
            values (:id, :organization, :to, :by, :subject, :letter, :state, 0, :now)
            """)
        .param("id", mail.id())
        .param("organization", mail.organizationId())
        .param("to", mail.to())
        .param("by", mail.causedBy())
        .param("subject", mail.subject())
        .param("letter", mail.letter().map(this::sealed).orElse(null))
        .param("state", mail.state().wireName())
        .param("now", Timestamp.from(mail.createdAt()))
        .update();
  }

  private String sealed(Letter letter) {
    return secrets.seal(PURPOSE, Json.write(letter));
  }

  Optional<Mail> find(String id) {
    return jdbc.sql("select * from mail where id = ?")
        .param(id)
        .query((row, number) -> mail(row))
        .optional();
  }

  /** Newest first. */
  List<Mail> list(String organizationId, PageRequest page) {
    return jdbc.sql(
            """
            select * from mail where organization_id = ? order by created_at desc, id desc
            offset ? limit ?
            """)
        .params(organizationId, page.offset(), page.limit())
        .query((row, number) -> mail(row))
        .list();
  }

  long count(String organizationId) {
    return jdbc.sql("select count(*) from mail where organization_id = ?")
        .param(organizationId)
        .query(Long.class)
        .single();
  }

  void sent(String id, Instant now) {
    jdbc.sql(
            """
            update mail set state = 'sent', letter_sealed = null, error = null, sent_at = ?,
              attempts = attempts + 1
            where id = ? and state = 'queued'
            """)
        .params(Timestamp.from(now), id)
        .update();
  }

  /** Notes a failure that may pass. */
  void tried(String id, String error) {
    jdbc.sql("update mail set attempts = attempts + 1, error = ? where id = ? and state = 'queued'")
        .params(error, id)
        .update();
  }

  /** False when it was settled otherwise. */
  boolean refused(String id, String error) {
    return jdbc.sql(
                """
                update mail set state = 'refused', error = ? where id = ? and state = 'queued'
                """)
            .params(error, id)
            .update()
        == 1;
  }

  void deleteBefore(Instant time) {
    jdbc.sql("delete from mail where created_at < ?").param(Timestamp.from(time)).update();
  }

  private Mail mail(ResultSet row) throws SQLException {
    return new Mail(
        row.getString("id"),
        row.getString("organization_id"),
        row.getString("receiver"),
        row.getString("caused_by"),
        row.getString("subject"),
        Optional.ofNullable(row.getString("letter_sealed"))
            .map(text -> secrets.open(PURPOSE, text))
            .map(json -> Json.MAPPER.readValue(json, Letter.class)),
        State.of(row.getString("state")),
        row.getInt("attempts"),
        Optional.ofNullable(row.getString("error")),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant));
  }
}
