package kalem.server.workflow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.task.TaskSelection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Acts on many tasks, and how far they are. */
@Repository
class BulkStore {
  private final JdbcClient jdbc;

  BulkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param left tasks that it was not done to
   * @param last id of the last task that was dealt with; empty at first
   */
  record Bulk(
      String id,
      BulkMoves.Order order,
      String state,
      int total,
      int moved,
      int left,
      String last,
      Instant createdAt) {}

  void add(int projectKey, String id, BulkMoves.Order order, int total, Instant now) {
    jdbc.sql(
            """
            insert into bulk_move (project_key, id, kind, arguments, state, tasks_total, created_at,
              created_by)
            values (?, ?, ?, ?::json, 'running', ?, ?, ?)
            """)
        .params(
            projectKey,
            id,
            order.act().name(),
            order.json(),
            total,
            Timestamp.from(now),
            order.email())
        .update();
  }

  int count(int projectKey, TaskSelection selection) {
    return jdbc.sql(
            "select count(*) from task t where t.project_key = :project and " + selection.sql())
        .params(selection.parameters())
        .param("project", projectKey)
        .query(Integer.class)
        .single();
  }

  Optional<Bulk> find(int projectKey, String id) {
    return find(projectKey, id, "");
  }

  /** The same, locked until the transaction ends. */
  Optional<Bulk> findForUpdate(int projectKey, String id) {
    return find(projectKey, id, " for update");
  }

  private Optional<Bulk> find(int projectKey, String id, String locking) {
    return jdbc.sql("select * from bulk_move where project_key = ? and id = ?" + locking)
        .params(projectKey, id)
        .query((row, number) -> bulk(row))
        .optional();
  }

  void progress(int projectKey, String id, int moved, int left, String last) {
    jdbc.sql(
            """
            update bulk_move set tasks_moved = tasks_moved + ?, tasks_left = tasks_left + ?,
              last_task_id = ? where project_key = ? and id = ?
            """)
        .params(moved, left, last, projectKey, id)
        .update();
  }

  void finish(int projectKey, String id, String state, Instant now) {
    jdbc.sql("update bulk_move set state = ?, finished_at = ? where project_key = ? and id = ?")
        .params(state, Timestamp.from(now), projectKey, id)
        .update();
  }

  private static Bulk bulk(ResultSet row) throws SQLException {
    JsonNode arguments = Json.parse(row.getString("arguments"));
    List<String> batches =
        arguments.path("batches").valueStream().map(batch -> batch.asString("")).toList();
    return new Bulk(
        row.getString("id"),
        new BulkMoves.Order(
            BulkMoves.Act.valueOf(row.getString("kind")),
            arguments.path("stageId").asString(""),
            batches,
            row.getString("created_by")),
        row.getString("state"),
        row.getInt("tasks_total"),
        row.getInt("tasks_moved"),
        row.getInt("tasks_left"),
        row.getString("last_task_id"),
        row.getTimestamp("created_at").toInstant());
  }
}
