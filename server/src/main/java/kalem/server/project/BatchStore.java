package kalem.server.project;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Batches of projects. */
@Repository
class BatchStore {
  private final JdbcClient jdbc;

  BatchStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Batch> list(int projectKey) {
    return jdbc.sql(
            "select id, name, description, color from batch where project_key = ? order by id")
        .param(projectKey)
        .query(
            (row, number) ->
                new Batch(
                    row.getString("id"),
                    row.getString("name"),
                    Optional.ofNullable(row.getString("description")),
                    Optional.ofNullable(row.getString("color"))))
        .list();
  }

  /** Adds a batch unless its name is taken; the batch of that name either way. */
  Batch add(int projectKey, Batch batch, Instant now) {
    jdbc.sql(
            """
            insert into batch (project_key, id, name, description, color, created_at)
            values (:project, :id, :name, :description, :color, :now) on conflict (project_key, name) do nothing
            """)
        .param("project", projectKey)
        .param("id", batch.id())
        .param("name", batch.name())
        .param("description", orNull(batch.description()))
        .param("color", orNull(batch.color()))
        .param("now", Timestamp.from(now))
        .update();
    return list(projectKey).stream()
        .filter(existing -> existing.name().equals(batch.name()))
        .findFirst()
        .orElse(batch);
  }

  void update(int projectKey, Batch batch) {
    jdbc.sql(
            """
            update batch set name = :name, description = :description, color = :color
            where project_key = :project and id = :id
            """)
        .param("name", batch.name())
        .param("description", orNull(batch.description()))
        .param("color", orNull(batch.color()))
        .param("project", projectKey)
        .param("id", batch.id())
        .update();
  }

  void remove(int projectKey, List<String> ids) {
    jdbc.sql("delete from batch where project_key = ? and id = any(?)")
        .params(projectKey, ids.toArray(String[]::new))
        .update();
  }

  private static @Nullable String orNull(Optional<String> value) {
    return value.orElse(null);
  }
}
