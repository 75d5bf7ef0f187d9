package kalem.server.importing.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kalem.server.importing.labels.Import.Progress;
import kalem.server.importing.labels.Import.Source;
import kalem.server.kernel.Json;
import kalem.server.kernel.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Imports and how far they are. Deleted ones are only seen by the sweep. */
@Repository
class ImportStore {
  private final JdbcClient jdbc;

  ImportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Import added) {
    jdbc.sql(
            """
            insert into import (project_key, id, options, state, is_dry_run, source_url, object_key,
              file_name, size, created_at, created_by)
            values (:project, :id, :options::json, :state, :dryRun, :url, :key, :name, :size, :now, :by)
            """)
        .param("project", added.projectKey())
        .param("id", added.id())
        .param("options", Json.write(added.options().json()))
        .param("state", added.state().wireName())
        .param("dryRun", added.isDryRun())
        .param("url", added.source().url().orElse(null))
        .param("key", added.source().objectKey().orElse(null))
        .param("name", added.source().fileName())
        .param("size", added.source().size())
        .param("now", Timestamp.from(added.createdAt()))
        .param("by", added.createdBy())
        .update();
  }

  Optional<Import> find(int projectKey, String id) {
    return jdbc.sql("select * from import where project_key = ? and id = ? and deleted_at is null")
        .params(projectKey, id)
        .query((row, number) -> one(row))
        .optional();
  }

  /** Newest first. */
  List<Import> list(int projectKey, PageRequest page) {
    return jdbc.sql(
            """
            select * from import where project_key = ? and deleted_at is null
            order by created_at desc, id desc offset ? limit ?
            """)
        .params(projectKey, page.offset(), page.limit())
        .query((row, number) -> one(row))
        .list();
  }

  long count(int projectKey) {
    return jdbc.sql("select count(*) from import where project_key = ? and deleted_at is null")
        .param(projectKey)
        .query(Long.class)
        .single();
  }

  /** Begins a run of an import, or goes on with it; false when it is over already. */
  boolean begin(int projectKey, String id, int run) {
    return jdbc.sql(
                """
                update import set state = 'running', attempt = attempt + 1
                where project_key = ? and id = ? and run = ? and state in ('queued', 'running')
                  and deleted_at is null
                """)
            .params(projectKey, id, run)
            .update()
        == 1;
  }

  /**
   * Queues an import once more and for real, behind the items that are done already or from its
   * beginning; false while it is under way.
   */
  boolean requeue(
      int projectKey, String id, boolean goesOn, ImportOptions options, Instant now, String email) {
    return jdbc.sql(
                """
                update import set state = 'queued', run = run + 1, is_dry_run = false,
                  options = :options::json, is_checking = false,
                  bytes_done = case when :goesOn then bytes_done else 0 end,
                  items_done = case when :goesOn then items_done else 0 end,
                  tally = case when :goesOn then tally else '{}' end, error = null,
                  finished_at = null, expires_at = null, created_at = :now, created_by = :by
                where project_key = :project and id = :id and deleted_at is null
                  and state in ('checked', 'failed', 'canceled')
                """)
            .param("options", Json.write(options.json()))
            .param("goesOn", goesOn)
            .param("now", Timestamp.from(now))
            .param("by", email)
            .param("project", projectKey)
            .param("id", id)
            .update()
        == 1;
  }

  /** The file was fetched. */
  void fetched(int projectKey, String id, String objectKey, long size) {
    jdbc.sql("update import set object_key = ?, size = ? where project_key = ? and id = ?")
        .params(objectKey, size, projectKey, id)
        .update();
  }

  /** What was learned about the file before the first item. */
  void opened(int projectKey, String id, String format, long itemsTotal) {
    jdbc.sql("update import set format = ?, items_total = ? where project_key = ? and id = ?")
        .params(format, itemsTotal, projectKey, id)
        .update();
  }

  /** Whether an import goes on, by this attempt. */
  boolean isUnderWay(Import begun) {
    return jdbc.sql(
            """
            select count(*) > 0 from import where project_key = ? and id = ? and attempt = ?
              and state = 'running' and deleted_at is null
            """)
        .params(begun.projectKey(), begun.id(), begun.attempt())
        .query(Boolean.class)
        .single();
  }

  /** Notes how far a running import is; false when it was canceled, or another attempt began. */
  boolean progress(Import begun, Progress progress, Tally tally) {
    return jdbc.sql(
                """
                update import set is_checking = ?, bytes_done = ?, items_done = ?, tally = ?::json
                where project_key = ? and id = ? and attempt = ? and state = 'running'
                  and deleted_at is null
                """)
            .params(
                progress.isChecking(),
                progress.bytesDone(),
                progress.itemsDone(),
                Json.write(tally),
                begun.projectKey(),
                begun.id(),
                begun.attempt())
            .update()
        == 1;
  }

  /** False when it was canceled, or another attempt began. */
  boolean finish(
      Import begun,
      ImportState state,
      Tally tally,
      Optional<String> reportKey,
      Optional<String> error,
      Instant now,
      Instant expiry) {
    return jdbc.sql(
                """
                update import set state = :state, tally = :tally::json, report_key = :report,
                  error = :error, finished_at = :now, expires_at = :expiry
                where project_key = :project and id = :id and attempt = :attempt
                  and state = 'running' and deleted_at is null
                """)
            .param("state", state.wireName())
            .param("tally", Json.write(tally))
            .param("report", reportKey.orElse(null))
            .param("error", error.orElse(null))
            .param("now", Timestamp.from(now))
            .param("expiry", Timestamp.from(expiry))
            .param("project", begun.projectKey())
            .param("id", begun.id())
            .param("attempt", begun.attempt())
            .update()
        == 1;
  }

  boolean failed(Imports.Task task, String sentence, Instant now, Instant expiry) {
    return jdbc.sql(
                """
                update import set state = 'failed', error = ?, finished_at = ?, expires_at = ?
                where project_key = ? and id = ? and run = ? and state in ('queued', 'running')
                """)
            .params(
                sentence,
                Timestamp.from(now),
                Timestamp.from(expiry),
                task.projectKey(),
                task.importId(),
                task.run())
            .update()
        == 1;
  }

  /** False when it is over already. */
  boolean cancel(int projectKey, String id, Instant now, Instant expiry) {
    return jdbc.sql(
                """
                update import set state = 'canceled', finished_at = ?, expires_at = ?
                where project_key = ? and id = ? and state in ('queued', 'running')
                  and deleted_at is null
                """)
            .params(Timestamp.from(now), Timestamp.from(expiry), projectKey, id)
            .update()
        == 1;
  }

  void markDeleted(int projectKey, String id, Instant now) {
    jdbc.sql("update import set deleted_at = ? where project_key = ? and id = ?")
        .params(Timestamp.from(now), projectKey, id)
        .update();
  }

  void markExpired(Instant now) {
    jdbc.sql("update import set deleted_at = :now where deleted_at is null and expires_at < :now")
        .param("now", Timestamp.from(now))
        .update();
  }

  /** A deleted import of which something is left. */
  record Leftover(int projectKey, String id, List<String> objectKeys) {}

  List<Leftover> leftovers(int limit) {
    return jdbc.sql(
            """
            select project_key, id, array_remove(array[object_key, report_key], null) as keys
            from import where deleted_at is not null
              and (object_key is not null or report_key is not null) limit ?
            """)
        .param(limit)
        .query(
            (row, number) ->
                new Leftover(
                    row.getInt("project_key"),
                    row.getString("id"),
                    List.of((String[]) row.getArray("keys").getArray())))
        .list();
  }

  void objectsRemoved(int projectKey, String id) {
    jdbc.sql(
            """
            update import set object_key = null, report_key = null
            where project_key = ? and id = ?
            """)
        .params(projectKey, id)
        .update();
  }

  private static Import one(ResultSet row) throws SQLException {
    String tally = row.getString("tally");
    return new Import(
        row.getInt("project_key"),
        row.getString("id"),
        row.getInt("run"),
        row.getInt("attempt"),
        ImportOptions.DEFAULT.with(Json.parse(row.getString("options"))),
        ImportState.of(row.getString("state")),
        row.getBoolean("is_dry_run"),
        new Source(
            Optional.ofNullable(row.getString("source_url")),
            Optional.ofNullable(row.getString("object_key")),
            row.getString("file_name"),
            row.getLong("size")),
        Optional.ofNullable(row.getString("format")),
        new Progress(
            row.getBoolean("is_checking"),
            row.getLong("bytes_done"),
            row.getLong("items_done"),
            Optional.ofNullable(row.getObject("items_total", Long.class))),
        tally.equals("{}") ? Tally.NONE : Json.MAPPER.readValue(tally, Tally.class),
        Optional.ofNullable(row.getString("report_key")),
        Optional.ofNullable(row.getString("error")),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant));
  }
}
