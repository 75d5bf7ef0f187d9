package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.PageRequest;
import kalem.server.storage.ObjectKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Exports and how far they are. Deleted ones are only seen by the sweep. */
@Repository
class ExportStore {
  private final JdbcClient jdbc;

  ExportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Export export) {
    jdbc.sql(
            """
            insert into export (project_key, id, options, state, created_at, created_by, storage_id,
              storage_name, storage_bucket, storage_path)
            values (:project, :id, :options::json, :state, :now, :by, :storage, :name, :bucket, :path)
            """)
        .param("project", export.projectKey())
        .param("id", export.id())
        .param("options", Json.write(export.request().json()))
        .param("state", export.state().wireName())
        .param("now", Timestamp.from(export.createdAt()))
        .param("by", export.createdBy())
        .param("storage", export.place().map(Export.Place::storageId).orElse(null))
        .param("name", export.place().map(Export.Place::storageName).orElse(null))
        .param("bucket", export.place().map(Export.Place::bucket).orElse(null))
        .param("path", export.place().map(Export.Place::path).orElse(null))
        .update();
  }

  Optional<Export> find(int projectKey, String id) {
    return jdbc.sql("select * from export where project_key = ? and id = ? and deleted_at is null")
        .params(projectKey, id)
        .query((row, number) -> export(row))
        .optional();
  }

  /** Newest first. */
  List<Export> list(int projectKey, boolean withDeleted, PageRequest page) {
    return jdbc.sql(
            """
            select * from export where project_key = ? and (? or deleted_at is null)
            order by created_at desc, id desc offset ? limit ?
            """)
        .params(projectKey, withDeleted, page.offset(), page.limit())
        .query((row, number) -> export(row))
        .list();
  }

  long count(int projectKey, boolean withDeleted) {
    return jdbc.sql(
            "select count(*) from export where project_key = ? and (? or deleted_at is null)")
        .params(projectKey, withDeleted)
        .query(Long.class)
        .single();
  }

  /**
   * What an earlier export of the project saw; also when it was deleted meanwhile.
   *
   * @throws KalemException when there is no such export, or it was never finished
   */
  Snapshot snapshot(int projectKey, String id) {
    return jdbc.sql(
            """
            select snapshot_at, snapshot from export
            where project_key = ? and id = ? and snapshot is not null
            """)
        .params(projectKey, id)
        .query(
            (row, number) ->
                new Snapshot(
                    row.getTimestamp("snapshot_at").toInstant(), row.getString("snapshot")))
        .optional()
        .orElseThrow(
            () ->
                KalemException.invalid(
                    "since must be the id of a finished export of this project, got: " + id + "."));
  }

  /**
   * Begins an export, or begins it anew, and with that supersedes any run before; empty when it is
   * over already.
   *
   * @return the number of the run
   */
  Optional<Integer> begin(int projectKey, String id, Instant now) {
    return jdbc.sql(
            """
            update export set state = 'running', tasks_done = 0, tasks_total = 0, run = run + 1,
              started_at = coalesce(started_at, ?)
            where project_key = ? and id = ? and state in ('queued', 'running')
              and deleted_at is null
            returning run
            """)
        .params(Timestamp.from(now), projectKey, id)
        .query((row, number) -> row.getInt("run"))
        .optional();
  }

  /** Keys under which runs may have left an object, none of them that of a finished zip. */
  List<ObjectKey> begunKeys(int projectKey, String id) {
    return jdbc.sql("select begun_keys from export where project_key = ? and id = ?")
        .params(projectKey, id)
        .query((row, number) -> keys(row, "begun_keys"))
        .single();
  }

  /** Notes where a run is about to write. */
  void addBegunKey(int projectKey, String id, ObjectKey key) {
    jdbc.sql(
            """
            update export set begun_keys = array_append(begun_keys, ?)
            where project_key = ? and id = ?
            """)
        .params(key.value(), projectKey, id)
        .update();
  }

  /** Whether a run is the newest of an export that somebody wants or has got from it. */
  boolean isNewest(ExportRun run) {
    return jdbc.sql(
            """
            select exists (select 1 from export where project_key = ? and id = ? and run = ?
              and state in ('running', 'ready') and deleted_at is null)
            """)
        .params(run.export().projectKey(), run.export().id(), run.number())
        .query(Boolean.class)
        .single();
  }

  /**
   * Notes how far a running export is; false when it was canceled or begun anew. Does not wait for
   * the disk, as losing it does no harm; in a transaction of its own.
   */
  boolean progress(ExportRun run, long done, long total) {
    jdbc.sql("set local synchronous_commit to off").update();
    return jdbc.sql(
                """
                update export set tasks_done = ?, tasks_total = ?
                where project_key = ? and id = ? and run = ? and state = 'running'
                  and deleted_at is null
                """)
            .params(done, total, run.export().projectKey(), run.export().id(), run.number())
            .update()
        == 1;
  }

  /** False when it was canceled or begun anew. */
  boolean ready(ExportRun run, Written written, Instant now, Optional<Instant> expiry) {
    return jdbc.sql(
                """
                update export set state = 'ready', object_key = :key, file_name = :name,
                  size = :size, tasks_done = :rows, tasks_total = :rows, snapshot_at = :snapshotAt,
                  snapshot = :snapshot, finished_at = :now, expires_at = :expiry,
                  begun_keys = array_remove(begun_keys, :key)
                where project_key = :project and id = :id and run = :run and state = 'running'
                  and deleted_at is null
                """)
            .param("key", written.file().objectKey())
            .param("name", written.file().name())
            .param("size", written.file().size())
            .param("rows", written.rows())
            .param("snapshotAt", Timestamp.from(written.snapshot().at()))
            .param("snapshot", written.snapshot().visible())
            .param("now", Timestamp.from(now))
            .param("expiry", expiry.map(Timestamp::from).orElse(null))
            .param("project", run.export().projectKey())
            .param("id", run.export().id())
            .param("run", run.number())
            .update()
        == 1;
  }

  /**
   * False when it is over already, or was begun anew.
   *
   * @param run the one that failed; empty when none could begin
   */
  boolean failed(int projectKey, String id, Optional<Integer> run, String sentence, Instant now) {
    return jdbc.sql(
                """
                update export set state = 'failed', error = :error, finished_at = :now
                where project_key = :project and id = :id and run = coalesce(:run::int, run)
                  and state in ('queued', 'running')
                """)
            .param("error", sentence)
            .param("now", Timestamp.from(now))
            .param("project", projectKey)
            .param("id", id)
            .param("run", run.orElse(null))
            .update()
        == 1;
  }

  /** False when it is over already. */
  boolean cancel(int projectKey, String id, Instant now) {
    return jdbc.sql(
                """
                update export set state = 'canceled', finished_at = ?
                where project_key = ? and id = ? and state in ('queued', 'running')
                  and deleted_at is null
                """)
            .params(Timestamp.from(now), projectKey, id)
            .update()
        == 1;
  }

  void markDeleted(int projectKey, String id, Instant now) {
    jdbc.sql("update export set deleted_at = ? where project_key = ? and id = ?")
        .params(Timestamp.from(now), projectKey, id)
        .update();
  }

  void markExpired(Instant now) {
    jdbc.sql(
            """
            update export set deleted_at = :now where deleted_at is null and expires_at < :now
            """)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Objects of an export that nobody wants and that may still be in its store. */
  record Leftover(int projectKey, String id, List<ObjectKey> keys, Optional<Export.Place> place) {
    Leftover {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The zips of deleted exports, and what runs that were broken off may have left.
   *
   * @param settled exports that were over before this time have no run any more that still writes
   */
  List<Leftover> leftovers(Instant settled, int limit) {
    return jdbc.sql(
            """
            select *, case when deleted_at is null then begun_keys
              else array_remove(array_append(begun_keys, object_key), null) end as unwanted
            from export
            where (deleted_at is not null and object_key is not null)
              or (begun_keys <> '{}' and (deleted_at is not null or finished_at < ?)) limit ?
            """)
        .params(Timestamp.from(settled), limit)
        .query((row, number) -> leftover(row))
        .list();
  }

  /** All objects of one export, the zip as well as what was begun. */
  Leftover everyObject(int projectKey, String id) {
    return jdbc.sql(
            """
            select *, array_remove(array_append(begun_keys, object_key), null) as unwanted
            from export where project_key = ? and id = ?
            """)
        .params(projectKey, id)
        .query((row, number) -> leftover(row))
        .single();
  }

  private static Leftover leftover(ResultSet row) throws SQLException {
    return new Leftover(
        row.getInt("project_key"), row.getString("id"), keys(row, "unwanted"), place(row));
  }

  void objectRemoved(int projectKey, String id, ObjectKey key) {
    jdbc.sql(
            """
            update export set object_key = nullif(object_key, :key),
              begun_keys = array_remove(begun_keys, :key)
            where project_key = :project and id = :id
            """)
        .param("key", key.value())
        .param("project", projectKey)
        .param("id", id)
        .update();
  }

  /** E-mails of members of an organization; old scripts name people by id of their account. */
  List<String> emails(String organizationId, List<String> accountIds) {
    return jdbc.sql(
            """
            select a.email from account a join organization_member m on m.account_id = a.id
            where m.organization_id = ? and a.id = any(?)
            """)
        .params(organizationId, accountIds.toArray(String[]::new))
        .query((row, number) -> row.getString("email"))
        .list();
  }

  private static Export export(ResultSet row) throws SQLException {
    return new Export(
        row.getInt("project_key"),
        row.getString("id"),
        ExportRequestReader.stored(Json.parse(row.getString("options"))),
        place(row),
        ExportState.of(row.getString("state")),
        row.getLong("tasks_done"),
        row.getLong("tasks_total"),
        file(row),
        Optional.ofNullable(row.getString("error")),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        time(row, "started_at"),
        time(row, "finished_at"),
        time(row, "expires_at"),
        time(row, "deleted_at"));
  }

  private static List<ObjectKey> keys(ResultSet row, String column) throws SQLException {
    return Arrays.stream((String[]) row.getArray(column).getArray()).map(ObjectKey::new).toList();
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static Optional<Export.Place> place(ResultSet row) throws SQLException {
    String storage = row.getString("storage_id");
    return storage == null
        ? Optional.empty()
        : Optional.of(
            new Export.Place(
                storage,
                row.getString("storage_name"),
                row.getString("storage_bucket"),
                row.getString("storage_path")));
  }

  private static Optional<Export.ExportFile> file(ResultSet row) throws SQLException {
    String key = row.getString("object_key");
    return key == null
        ? Optional.empty()
        : Optional.of(new Export.ExportFile(key, row.getString("file_name"), row.getLong("size")));
  }
}
