package kalem.server.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Time with tasks open that was not saved yet, as heartbeats of editors tell it. */
@Component
public class TimeLog {
  /** From one heartbeat to the next; the most that a first one can claim. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final JdbcClient jdbc;

  TimeLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Time of one open editor. */
  public record Viewing(String email, Durations time, Instant openedAt, Instant lastAt) {}

  private record Session(Instant lastAt) {}

  /**
   * Notes the time since an editor's last heartbeat, capped by the clock. The reports of one person
   * in a project are taken one after the other.
   *
   * @param session names the editor among those of the person
   */
  @Transactional
  public void note(Task task, String email, String session, Durations claimed, Instant now) {
    int project = task.projectKey();
    jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
        .params(project, email)
        .query((row, number) -> true)
        .single();
    Optional<Session> known =
        jdbc.sql(
                """
                select last_at from time_log
                where project_key = ? and task_id = ? and email = ? and session = ?
                """)
            .params(project, task.id(), email, session)
            .query((row, number) -> new Session(row.getTimestamp("last_at").toInstant()))
            .optional();
    Instant since = known.map(Session::lastAt).orElse(now.minus(BEAT));
    Instant taken =
        jdbc.sql(
                """
                select coalesce(max(active_until), '-infinity'::timestamptz) < :since as is_free,
                  max(active_until) as until
                from time_log where project_key = :project and email = :email
                  and not (task_id = :task and session = :session)
                """)
            .param("since", Timestamp.from(since))
            .param("project", project)
            .param("email", email)
            .param("task", task.id())
            .param("session", session)
            .query(
                (row, number) ->
                    row.getBoolean("is_free") ? since : row.getTimestamp("until").toInstant())
            .single();
    Durations counted =
        TimeClaim.counted(claimed, Duration.between(since, now), Duration.between(taken, now));
    jdbc.sql(
            """
            insert into time_log as log (project_key, task_id, email, session, stage_id, active, idle,
              blur, opened_at, last_at, active_until)
            values (:project, :task, :email, :session, :stage, :active, :idle, :blur, :now, :now,
              case when :active > 0 then :now::timestamptz end)
            on conflict (project_key, task_id, email, session) do update set
              stage_id = excluded.stage_id, active = log.active + excluded.active,
              idle = log.idle + excluded.idle, blur = log.blur + excluded.blur, last_at = excluded.last_at,
              active_until = coalesce(excluded.active_until, log.active_until)
            """)
        .param("project", project)
        .param("task", task.id())
        .param("email", email)
        .param("session", session)
        .param("stage", task.stageId())
        .param("active", counted.active())
        .param("idle", counted.idle())
        .param("blur", counted.blur())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** The person's time came to the task, and is no mere viewing any more. */
  public void settle(Task task, String email) {
    jdbc.sql("delete from time_log where project_key = ? and task_id = ? and email = ?")
        .params(task.projectKey(), task.id(), email)
        .update();
  }

  /** Unsaved time on a task, the latest first. */
  public List<Viewing> of(Task task) {
    return jdbc.sql(
            """
            select email, active, idle, blur, opened_at, last_at from time_log
            where project_key = ? and task_id = ? order by last_at desc, email, session
            """)
        .params(task.projectKey(), task.id())
        .query((row, number) -> viewing(row))
        .list();
  }

  private static Viewing viewing(ResultSet row) throws SQLException {
    return new Viewing(
        row.getString("email"),
        new Durations(row.getLong("active"), row.getLong("idle"), row.getLong("blur")),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("last_at").toInstant());
  }
}
