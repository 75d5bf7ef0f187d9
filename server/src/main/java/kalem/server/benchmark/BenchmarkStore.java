package kalem.server.benchmark;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.server.kernel.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of benchmarks, their attempts and of people who were cut off. */
@Repository
class BenchmarkStore {
  private final JdbcClient jdbc;

  BenchmarkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void mark(int projectKey, String taskId, boolean isBenchmark) {
    jdbc.sql(
            """
            update task set is_benchmark = :mark,
              assignee = case when :mark then null else assignee end,
              lease_expires_at = case when :mark then null else lease_expires_at end
            where project_key = :project and id = :task
            """)
        .param("mark", isBenchmark)
        .param("project", projectKey)
        .param("task", taskId)
        .update();
  }

  /** A benchmark that a person has not tried and did not label, at random. */
  Optional<String> untried(Serving serving) {
    return jdbc.sql(
            """
            select t.id from task t
            where t.project_key = :project and t.is_benchmark and t.type = 'default'
              and t.deleted_at is null
              and (:anyBatch or t.batch_ids && :batches::text[])
              and not :email = any(t.labeled_by)
              and not exists (select 1 from answer a
                where a.project_key = t.project_key and a.id = t.answer_id
                  and a.created_by = :email)
              and not exists (select 1 from benchmark_attempt b
                where b.project_key = t.project_key and b.gold_task_id = t.id
                  and b.email = :email)
            order by random() limit 1
            """)
        .param("project", serving.projectKey())
        .param("email", serving.email())
        .param("anyBatch", serving.batchIds().isEmpty())
        .param("batches", serving.batchIds().toArray(String[]::new))
        .query(String.class)
        .optional();
  }

  /** Begins an attempt; false when the person has one already, begun at the same moment. */
  boolean begin(Serving serving, String taskId, String goldTaskId, String stageId, Instant now) {
    boolean isFirst =
        jdbc.sql(
                    """
                    insert into benchmark_attempt
                      (project_key, task_id, gold_task_id, email, started_at)
                    values (:project, :task, :gold, :email, :now)
                    on conflict (project_key, email, gold_task_id) do nothing
                    """)
                .param("project", serving.projectKey())
                .param("task", taskId)
                .param("gold", goldTaskId)
                .param("email", serving.email())
                .param("now", Timestamp.from(now))
                .update()
            == 1;
    return isFirst && addTask(serving, taskId, goldTaskId, stageId, now);
  }

  /** The asset's task once more, without its labels. */
  private boolean addTask(
      Serving serving, String taskId, String goldTaskId, String stageId, Instant now) {
    return jdbc.sql(
                """
                insert into task (project_key, id, asset_id, external_id, batch_ids, type, stage_id,
                  entered_at, assignee, lease_expires_at, priority, created_at, created_by,
                  updated_at, updated_by)
                select project_key, :task, asset_id, external_id, batch_ids, 'benchmark', :stage,
                  :now, :email, :expires, priority, :now, created_by, :now, created_by
                from task where project_key = :project and id = :gold
                """)
            .param("task", taskId)
            .param("stage", stageId)
            .param("now", Timestamp.from(now))
            .param("email", serving.email())
            .param("expires", Timestamp.from(serving.leaseEnd()))
            .param("project", serving.projectKey())
            .param("gold", goldTaskId)
            .update()
        == 1;
  }

  /** The attempt that a person began and has not submitted, once more with a lease. */
  Optional<String> resume(Serving serving, boolean skipped) {
    return jdbc.sql(
            """
            update task set assignee = :email, lease_expires_at = :expires
            where project_key = :project and id = (
              select t.id from benchmark_attempt b
              join task t on t.project_key = b.project_key and t.id = b.task_id
              where b.project_key = :project and b.email = :email and b.submitted_at is null
                and t.deleted_at is null and t.stage_id = any(:stages)
                and (:email = any(t.skipped_by)) = :skipped
                and (:anyBatch or t.batch_ids && :batches::text[])
              order by b.started_at limit 1)
            returning id
            """)
        .param("email", serving.email())
        .param("expires", Timestamp.from(serving.leaseEnd()))
        .param("project", serving.projectKey())
        .param("stages", serving.stageIds().toArray(String[]::new))
        .param("skipped", skipped)
        .param("anyBatch", serving.batchIds().isEmpty())
        .param("batches", serving.batchIds().toArray(String[]::new))
        .query(String.class)
        .optional();
  }

  Optional<Attempt> attempt(int projectKey, String taskId) {
    return jdbc.sql("select * from benchmark_attempt where project_key = ? and task_id = ?")
        .params(projectKey, taskId)
        .query((row, number) -> attempt(row))
        .optional();
  }

  void finish(
      int projectKey, String taskId, OptionalInt score, Optional<String> detail, Instant now) {
    jdbc.sql(
            """
            update benchmark_attempt set submitted_at = :now, score = :score::int,
              detail = :detail::json
            where project_key = :project and task_id = :task
            """)
        .param("now", Timestamp.from(now))
        .param("score", score.isPresent() ? score.getAsInt() : null)
        .param("detail", detail.orElse(null))
        .param("project", projectKey)
        .param("task", taskId)
        .update();
    jdbc.sql(
            "update task set benchmark_score = :score::int where project_key = :project and id ="
                + " :task")
        .param("score", score.isPresent() ? score.getAsInt() : null)
        .param("project", projectKey)
        .param("task", taskId)
        .update();
  }

  /** Submitted attempts, newest first; of one person when {@code email} is not empty. */
  List<Attempt> finished(int projectKey, String email, String goldTaskId, PageRequest page) {
    return jdbc.sql(
            "select * from benchmark_attempt"
                + FINISHED
                + " order by submitted_at desc, task_id offset :offset limit :limit")
        .param("project", projectKey)
        .param("email", email)
        .param("gold", goldTaskId)
        .param("offset", page.offset())
        .param("limit", page.limit())
        .query((row, number) -> attempt(row))
        .list();
  }

  long countFinished(int projectKey, String email, String goldTaskId) {
    return jdbc.sql("select count(*) from benchmark_attempt" + FINISHED)
        .param("project", projectKey)
        .param("email", email)
        .param("gold", goldTaskId)
        .query(Long.class)
        .single();
  }

  private static final String FINISHED =
      " where project_key = :project and submitted_at is not null"
          + " and (:email = '' or email = :email) and (:gold = '' or gold_task_id = :gold)";

  /** The scored attempts of a person: how many, and their mean. */
  record Average(String email, long count, double mean) {}

  /** The averages of all people, or of one, by e-mail. */
  List<Average> averages(int projectKey, String email) {
    return jdbc.sql(
            """
            select email, count(score) as attempts, avg(score) as mean from benchmark_attempt
            where project_key = :project and score is not null and (:email = '' or email = :email)
            group by email order by email
            """)
        .param("project", projectKey)
        .param("email", email)
        .query(
            (row, number) ->
                new Average(row.getString("email"), row.getLong("attempts"), row.getDouble("mean")))
        .list();
  }

  /** The average of a person since they were last let in again. */
  Average sinceCleared(int projectKey, String email) {
    return jdbc.sql(
            """
            select count(score) as attempts, coalesce(avg(score), 0) as mean
            from benchmark_attempt b
            where b.project_key = :project and b.email = :email and b.score is not null
              and b.submitted_at > coalesce((select c.cleared_at from benchmark_cutoff c
                where c.project_key = :project and c.email = :email), '-infinity')
            """)
        .param("project", projectKey)
        .param("email", email)
        .query((row, number) -> new Average(email, row.getLong("attempts"), row.getDouble("mean")))
        .single();
  }

  /** Cuts a person off; false when they are already. */
  boolean cutOff(int projectKey, String email, int average, Instant now) {
    return jdbc.sql(
                """
                insert into benchmark_cutoff (project_key, email, average, cut_off_at)
                values (:project, :email, :average, :now)
                on conflict (project_key, email) do update
                  set average = :average, cut_off_at = :now, cleared_at = null, cleared_by = null
                  where benchmark_cutoff.cleared_at is not null
                """)
            .param("project", projectKey)
            .param("email", email)
            .param("average", average)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  boolean isCutOff(int projectKey, String email) {
    return jdbc.sql(
            """
            select exists (select 1 from benchmark_cutoff
              where project_key = ? and email = ? and cleared_at is null)
            """)
        .params(projectKey, email)
        .query(Boolean.class)
        .single();
  }

  /** Lets a person in again; false when they were not cut off. */
  boolean clear(int projectKey, String email, String by, Instant now) {
    return jdbc.sql(
                """
                update benchmark_cutoff set cleared_at = ?, cleared_by = ?
                where project_key = ? and email = ? and cleared_at is null
                """)
            .params(Timestamp.from(now), by, projectKey, email)
            .update()
        == 1;
  }

  /** Forgets all scores and all cut-offs; attempts stay submitted. */
  int forget(int projectKey) {
    jdbc.sql("delete from benchmark_cutoff where project_key = ?").param(projectKey).update();
    jdbc.sql(
            """
            update task set benchmark_score = null
            where project_key = ? and type = 'benchmark' and benchmark_score is not null
            """)
        .param(projectKey)
        .update();
    return jdbc.sql(
            """
            update benchmark_attempt set score = null, detail = null
            where project_key = ? and score is not null
            """)
        .param(projectKey)
        .update();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    Timestamp submitted = row.getTimestamp("submitted_at");
    int score = row.getInt("score");
    boolean isUnscored = row.wasNull();
    return new Attempt(
        row.getString("task_id"),
        row.getString("gold_task_id"),
        row.getString("email"),
        row.getTimestamp("started_at").toInstant(),
        Optional.ofNullable(submitted).map(Timestamp::toInstant),
        isUnscored ? OptionalInt.empty() : OptionalInt.of(score),
        Optional.ofNullable(row.getString("detail")));
  }
}
