package kalem.server.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.kernel.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Notices of people, each within one organization. */
@Repository
class NoticeStore {
  private final JdbcClient jdbc;

  NoticeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Notice notice) {
    NewNotice content = notice.content();
    jdbc.sql(
            """
            insert into notice
              (id, organization_id, email, kind, title, text, link, project_id, sender, created_at)
            values (:id, :organization, :email, :kind, :title, :text, :link, :project, :sender, :now)
            """)
        .param("id", notice.id())
        .param("organization", content.organizationId())
        .param("email", content.email())
        .param("kind", content.kind().wireName())
        .param("title", content.title().orElse(null))
        .param("text", content.text())
        .param("link", content.link().orElse(null))
        .param("project", content.projectId().orElse(null))
        .param("sender", content.sender().orElse(null))
        .param("now", Timestamp.from(notice.createdAt()))
        .update();
  }

  /** Newest first. */
  List<Notice> list(Caller caller, boolean onlyUnread, PageRequest page) {
    return jdbc.sql(
            """
            select * from notice where organization_id = ? and email = ?
              and (not ? or read_at is null)
            order by created_at desc, id desc offset ? limit ?
            """)
        .params(caller.organizationId(), caller.email(), onlyUnread, page.offset(), page.limit())
        .query((row, number) -> notice(row))
        .list();
  }

  long count(Caller caller, boolean onlyUnread) {
    return jdbc.sql(
            """
            select count(*) from notice where organization_id = ? and email = ?
              and (not ? or read_at is null)
            """)
        .params(caller.organizationId(), caller.email(), onlyUnread)
        .query(Long.class)
        .single();
  }

  void markRead(Caller caller, List<String> ids, Instant now) {
    jdbc.sql(
            """
            update notice set read_at = ? where organization_id = ? and email = ?
              and read_at is null and id = any(?)
            """)
        .params(
            Timestamp.from(now),
            caller.organizationId(),
            caller.email(),
            ids.toArray(String[]::new))
        .update();
  }

  void markAllRead(Caller caller, Instant now) {
    jdbc.sql(
            """
            update notice set read_at = ? where organization_id = ? and email = ?
              and read_at is null
            """)
        .params(Timestamp.from(now), caller.organizationId(), caller.email())
        .update();
  }

  /** How many messages a person wrote since a time; one to several people counts once. */
  long countSent(String organizationId, String sender, Instant since) {
    return jdbc.sql(
            """
            select count(distinct created_at) from notice
            where organization_id = ? and sender = ? and created_at > ?
            """)
        .params(organizationId, sender, Timestamp.from(since))
        .query(Long.class)
        .single();
  }

  void deleteBefore(Instant time) {
    jdbc.sql("delete from notice where created_at < ?").param(Timestamp.from(time)).update();
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getString("id"),
        new NewNotice(
            row.getString("organization_id"),
            row.getString("email"),
            NoticeKind.of(row.getString("kind")),
            row.getString("text"),
            Optional.ofNullable(row.getString("link")),
            Optional.ofNullable(row.getString("project_id")),
            Optional.ofNullable(row.getString("title")),
            Optional.ofNullable(row.getString("sender"))),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("read_at")).map(Timestamp::toInstant));
  }
}
