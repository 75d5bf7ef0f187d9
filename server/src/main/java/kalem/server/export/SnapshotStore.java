package kalem.server.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kalem.formats.deflate.DeflatedPart;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tasks of an export with all that belongs to them, read through server-side cursors in one
 * transaction. Both cursors follow the same order, so histories meet their tasks without a query
 * per task.
 */
@Repository
class SnapshotStore {
  private static final int FETCHED_ROWS = 200;

  private static final String ANSWER =
      """
      w.id as written_id, w.schema_revision, w.segment, w.length, w.crc
      """;

  private static final String TASKS =
      """
      select t.id, t.type, t.stage_id, t.external_id, t.batch_ids, t.updated_at, t.updated_by,
        t.duration, t.idle_duration, t.blur_duration,
        t.total_duration, t.total_idle_duration, t.total_blur_duration,
        t.is_skipped, t.is_benchmark,
        a.id as asset_id, a.kind, a.content, a.metadata, a.context_data, a.attachments,
      """
          + ANSWER
          + """
          from task t
          join asset a on a.project_key = t.project_key and a.id = t.asset_id
          left join answer w on w.project_key = t.project_key and w.id = t.answer_id
          where %s
          order by t.created_at, t.id
          """;

  private static final String VISITS =
      """
      select t.id as task_id, h.id, h.stage_id, h.stage_name, h.stage_type,
        h.duration, h.idle_duration, h.blur_duration,
        h.review_status, h.completed_at, h.completed_by,
      """
          + ANSWER
          + """
          from task t
          join asset a on a.project_key = t.project_key and a.id = t.asset_id
          join stage_history h on h.project_key = t.project_key and h.task_id = t.id
          left join answer w on w.project_key = h.project_key and w.id = h.answer_id
          where %s
          order by t.created_at, t.id, h.visit
          """;

  private static final String GONE =
      """
      select t.id, t.asset_id, t.external_id, t.deleted_at, t.updated_at from task t
      where %s order by t.created_at, t.id
      """;

  private final JdbcClient jdbc;

  SnapshotStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long count(TaskConditions conditions) {
    return jdbc.sql("select count(*) from task t where " + conditions.sql())
        .params(conditions.parameters())
        .query(Long.class)
        .single();
  }

  /** Of the oldest tasks. */
  List<String> firstIds(TaskConditions conditions, int count) {
    return jdbc.sql(
            "select t.id from task t where %s order by t.created_at, t.id limit :limit"
                .formatted(conditions.sql()))
        .params(conditions.parameters())
        .param("limit", count)
        .query((row, number) -> row.getString("id"))
        .list();
  }

  /** Which transactions this one sees, as PostgreSQL writes it. */
  String visible() {
    return jdbc.sql("select pg_current_snapshot()::text").query(String.class).single();
  }

  /** Tasks to forget, oldest first; to be closed. */
  Stream<GoneTask> gone(TaskConditions conditions) {
    return stream(GONE, conditions, (row, number) -> GoneTask.of(row));
  }

  /** Oldest task first; to be closed. */
  <T> Stream<T> tasks(TaskConditions conditions, RowMapper<T> mapper) {
    return stream(TASKS, conditions, mapper);
  }

  /** Visits of stages in the order of their tasks; to be closed. */
  <T> Stream<T> visits(TaskConditions conditions, RowMapper<T> mapper) {
    return stream(VISITS, conditions, mapper);
  }

  private <T> Stream<T> stream(String sql, TaskConditions conditions, RowMapper<T> mapper) {
    return jdbc
        .sql(sql.formatted(conditions.sql()))
        .withFetchSize(FETCHED_ROWS)
        .params(conditions.parameters())
        .query(mapper)
        .stream();
  }

  List<DeflatedPart> parts(int projectKey, String id) {
    return jdbc.sql(
            """
            select segment, length, crc from answer_part
            where project_key = ? and answer_id = ? order by ordinal
            """)
        .params(projectKey, id)
        .query(
            (row, number) ->
                new DeflatedPart(row.getBytes("segment"), row.getInt("length"), row.getInt("crc")))
        .list();
  }

  /** The name a stage had when a workflow last knew it. */
  Optional<String> lastStageName(int projectKey, String stageId) {
    return jdbc.sql(
            """
            select stage ->> 'name' from workflow_revision w, json_array_elements(w.content) stage
            where w.project_key = ? and stage ->> 'id' = ? order by w.revision desc limit 1
            """)
        .params(projectKey, stageId)
        .query(String.class)
        .optional();
  }
}
