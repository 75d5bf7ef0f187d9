package kalem.server.export;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an export reads, as one snapshot of the database shows it. The tasks come through a
 * server-side cursor, what belongs to them by their ids, some hundred at a time, one look into an
 * index each: right after an import the planner knows nothing of the tables yet, and would plan any
 * join for a few rows.
 */
final class SnapshotStore {
  private static final String TASKS =
      """
      select t.id, t.type, t.stage_id, t.external_id, t.batch_ids, t.updated_at, t.updated_by,
        t.duration, t.idle_duration, t.blur_duration,
        t.total_duration, t.total_idle_duration, t.total_blur_duration,
        t.is_skipped, t.is_benchmark, t.answer_id, t.asset_id, t.consensus_average,
        t.consensus_detailed, t.benchmark_score
      from task t where %s order by t.created_at, t.id
      """;

  private static final String ASSETS =
      """
      select a.* from unnest(:ids::text[]) as v(id) cross join lateral (
        select id, kind, content, metadata, context_data, attachments from asset
        where project_key = (select cast(:project as int)) and id = v.id offset 0) a
      """;

  private static final String SMALL_ASSETS =
      """
      select a.id, a.kind, a.bytes, case when a.bytes <= :most then a.content end as content,
        case when a.bytes <= :most then a.metadata end as metadata,
        case when a.bytes <= :most then a.context_data end as context_data,
        case when a.bytes <= :most then a.attachments end as attachments
      from unnest(:ids::text[]) as v(id) cross join lateral (
        select id, kind, content, metadata, context_data, attachments,
          octet_length(content) + octet_length(metadata::text)
            + coalesce(octet_length(context_data::text), 0) + octet_length(attachments::text)
            as bytes
        from asset where project_key = (select cast(:project as int)) and id = v.id offset 0) a
      """;

  private static final String VISITS =
      """
      select h.* from unnest(:ids::text[]) as v(id) cross join lateral (
        select task_id, id, stage_id, stage_name, stage_type, duration, idle_duration, blur_duration,
          review_status, completed_at, completed_by, answer_id, consensus_id
        from stage_history where project_key = (select cast(:project as int)) and task_id = v.id
        order by visit offset 0) h
      """;

  private static final String GONE =
      """
      select t.id, t.asset_id, t.external_id, t.deleted_at, t.updated_at from task t
      where %s order by t.created_at, t.id
      """;

  private static final String FROM_ISSUES =
      """
      from issue i join task t on t.project_key = i.project_key and t.id = i.task_id where
      """;

  private static final String ISSUES =
      """
      select i.*, t.external_id, t.batch_ids,
        (select a.kind from asset a where a.project_key = t.project_key and a.id = t.asset_id) as kind,
        (select a.content from asset a where a.project_key = t.project_key and a.id = t.asset_id)
          as asset_content,
        coalesce((select json_agg(json_build_object('createdBy', c.created_by, 'content', c.content,
            'createdAt', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            order by c.created_at, c.id)
          from issue_comment c where c.project_key = i.project_key and c.issue_id = i.id), '[]')
          as comments
      """
          + FROM_ISSUES
          + "%s order by i.created_at, i.id";

  /** Tasks that a cursor brings at a time. */
  private static final int FETCHED_ROWS = 500;

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

  /** The name of a person; empty when the e-mail belongs to nobody any more. */
  Optional<String> accountName(String email) {
    return jdbc.sql("select name from account where email = ?")
        .param(email)
        .query(String.class)
        .optional();
  }

  long countIssues(TaskConditions conditions) {
    return jdbc.sql("select count(*) " + FROM_ISSUES + conditions.sql())
        .params(conditions.parameters())
        .query(Long.class)
        .single();
  }

  /** Oldest issue first; to be closed. */
  <T> Stream<T> issues(TaskConditions conditions, RowMapper<T> mapper) {
    return stream(ISSUES, conditions, mapper);
  }

  private <T> Stream<T> stream(String sql, TaskConditions conditions, RowMapper<T> mapper) {
    return jdbc
        .sql(sql.formatted(conditions.sql()))
        .withFetchSize(FETCHED_ROWS)
        .params(conditions.parameters())
        .query(mapper)
        .stream();
  }

  <T> List<T> assets(int projectKey, Collection<String> ids, RowMapper<T> mapper) {
    return byIds(ASSETS, projectKey, ids, mapper);
  }

  /**
   * Assets with the {@code bytes} that they come to; what is in those of more than {@code most}
   * bytes is null.
   */
  <T> List<T> smallAssets(int projectKey, Collection<String> ids, long most, RowMapper<T> mapper) {
    return jdbc.sql(SMALL_ASSETS)
        .param("project", projectKey)
        .param("ids", ids.toArray(String[]::new))
        .param("most", most)
        .query(mapper)
        .list();
  }

  /** Visits of stages, those of a task together and oldest first. */
  <T> List<T> visits(int projectKey, Collection<String> taskIds, RowMapper<T> mapper) {
    return byIds(VISITS, projectKey, taskIds, mapper);
  }

  private <T> List<T> byIds(
      String sql, int projectKey, Collection<String> ids, RowMapper<T> mapper) {
    return jdbc.sql(sql)
        .param("project", projectKey)
        .param("ids", ids.toArray(String[]::new))
        .query(mapper)
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
