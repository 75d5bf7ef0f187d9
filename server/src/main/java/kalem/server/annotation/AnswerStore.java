package kalem.server.annotation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.formats.deflate.DeflatedPart;
import kalem.server.kernel.BinaryRows;
import kalem.server.kernel.Columns;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stored answers and drafts. */
@Repository
class AnswerStore {
  private static final String COPY =
      """
      copy answer (project_key, id, task_id, visit, schema_revision, segment, length, crc,
        has_segmentations, has_pdf_areas, has_key_frames, brush_key, voxel_key, imported,
        created_at, created_by, counts) from stdin (format binary)
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  AnswerStore(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /**
   * A stored answer.
   *
   * @param schemaRevision the revision of the category schema that its names belong to
   * @param isImported whether an import wrote it, and no person since
   */
  record Stored(
      String id, int schemaRevision, AnswerText text, MaskKeys masks, boolean isImported) {}

  /**
   * One object of a draft.
   *
   * @param visit of the task when it was saved; 0: somebody else has saved the task since
   * @param schemaRevision the revision of the category schema that its names belong to
   * @param body the object alone, as the text of an answer; empty: it was deleted
   */
  record DraftObject(
      String objectId, int visit, int schemaRevision, Optional<String> body, Instant savedAt) {}

  /** The last save of a person on a task: what it was based on, what it held, what it led to. */
  record LastSave(int baseVersion, String requestHash, int version, Instant savedAt) {}

  List<Stored> find(int projectKey, Collection<String> ids) {
    return jdbc.sql(
            """
            select id, schema_revision, segment, length, crc, has_segmentations, has_pdf_areas,
              has_key_frames, brush_key, voxel_key, imported
            from answer where project_key = :project and id = any(:ids::text[])
            """)
        .param("project", projectKey)
        .param("ids", ids.toArray(String[]::new))
        .query((row, number) -> stored(new Columns(row)))
        .list();
  }

  private static Stored stored(Columns row) throws SQLException {
    String id = row.text();
    int schemaRevision = row.integer();
    Optional<byte[]> segment = row.bytes();
    long length = row.bigint();
    int crc = row.integer();
    return new Stored(
        id,
        schemaRevision,
        new AnswerText(
            length,
            segment.map(bytes -> new DeflatedPart(bytes, (int) length, crc)),
            new AnswerTraits(row.bool(), row.bool(), row.bool()),
            Map.of()),
        new MaskKeys(row.textIfAny(), row.textIfAny()),
        row.bool());
  }

  MaskKeys masks(int projectKey, String id) {
    return jdbc.sql("select brush_key, voxel_key from answer where project_key = ? and id = ?")
        .params(projectKey, id)
        .query((row, number) -> masks(row))
        .optional()
        .orElse(MaskKeys.NONE);
  }

  /** Whether an import wrote it, and no person since. */
  boolean isImported(int projectKey, String id) {
    return jdbc.sql("select imported from answer where project_key = ? and id = ?")
        .params(projectKey, id)
        .query((row, number) -> row.getBoolean("imported"))
        .optional()
        .orElse(true);
  }

  private static MaskKeys masks(ResultSet row) throws SQLException {
    return new MaskKeys(
        Optional.ofNullable(row.getString("brush_key")),
        Optional.ofNullable(row.getString("voxel_key")));
  }

  /** The next parts of a large text. */
  List<DeflatedPart> parts(int projectKey, String answerId, int from, int most) {
    return jdbc.sql(
            """
            select segment, length, crc from answer_part
            where project_key = ? and answer_id = ? and ordinal >= ? order by ordinal limit ?
            """)
        .params(projectKey, answerId, from, most)
        .query(
            (row, number) ->
                new DeflatedPart(row.getBytes("segment"), row.getInt("length"), row.getInt("crc")))
        .list();
  }

  void addPart(int projectKey, String answerId, int ordinal, DeflatedPart part) {
    jdbc.sql(
            """
            insert into answer_part (project_key, answer_id, ordinal, segment, length, crc)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(projectKey, answerId, ordinal, part.bytes(), part.length(), part.crc())
        .update();
  }

  /** Adds an answer; the parts of a large one are added on their own. */
  void add(int projectKey, Origin origin, Stored answer) {
    AnswerText text = answer.text();
    jdbc.sql(
            """
            insert into answer (project_key, id, task_id, visit, schema_revision, segment, length,
              crc, has_segmentations, has_pdf_areas, has_key_frames, brush_key, voxel_key, imported,
              created_at, created_by, counts)
            values (:project, :id, :task, :visit, :revision, :segment, :length, :crc,
              :segmentations, :pdfAreas, :keyFrames, :brush, :voxels, :imported, :now, :email, :counts::json)
            """)
        .param("project", projectKey)
        .param("id", answer.id())
        .param("task", origin.taskId())
        .param("visit", origin.visit())
        .param("revision", answer.schemaRevision())
        .param("segment", text.whole().map(DeflatedPart::bytes).orElse(null))
        .param("length", text.length())
        .param("crc", text.whole().map(DeflatedPart::crc).orElse(null))
        .param("segmentations", text.traits().segmentations())
        .param("pdfAreas", text.traits().pdfAreas())
        .param("keyFrames", text.traits().keyFrames())
        .param("brush", answer.masks().brush().orElse(null))
        .param("voxels", answer.masks().voxels().orElse(null))
        .param("imported", answer.isImported())
        .param("now", Timestamp.from(origin.at()))
        .param("email", origin.email())
        .param("counts", Json.write(text.counts()))
        .update();
  }

  /** An answer with where it comes from. */
  record Added(Origin origin, Stored answer) {}

  /** Adds many answers; the parts of large ones are added on their own. */
  void addAll(int projectKey, List<Added> answers) {
    BinaryRows rows = new BinaryRows();
    for (Added added : answers) {
      Stored answer = added.answer();
      AnswerText text = answer.text();
      rows.row(17)
          .int4(projectKey)
          .text(answer.id())
          .text(added.origin().taskId())
          .int4(added.origin().visit())
          .int4(answer.schemaRevision());
      text.whole()
          .ifPresentOrElse(
              whole -> rows.bytes(whole.bytes()).int8(text.length()).int4(whole.crc()),
              () -> rows.nothing().int8(text.length()).nothing());
      rows.bool(text.traits().segmentations())
          .bool(text.traits().pdfAreas())
          .bool(text.traits().keyFrames())
          .text(answer.masks().brush())
          .text(answer.masks().voxels())
          .bool(answer.isImported())
          .time(added.origin().at())
          .text(added.origin().email())
          .text(Json.write(text.counts()));
    }
    template.execute((Connection connection) -> rows.copyInto(connection, COPY));
  }

  /**
   * Replaces texts by the same ones in the names of a later revision. Leaves alone what somebody
   * else is just changing, so nothing ever waits for this.
   */
  void renew(int projectKey, int schemaRevision, Map<String, DeflatedPart> texts) {
    List<DeflatedPart> parts = List.copyOf(texts.values());
    jdbc.sql(
            """
            with free as materialized (
              select id from answer
              where project_key = :project and id = any(:ids::text[]) and schema_revision < :revision
              for update skip locked)
            update answer a set segment = given.segment, length = given.length, crc = given.crc,
              schema_revision = :revision
            from unnest(:ids::text[], :segments::bytea[], :lengths::int[], :crcs::int[])
              given (id, segment, length, crc)
            join free on free.id = given.id
            where a.project_key = :project and a.id = given.id
            """)
        .param("project", projectKey)
        .param("revision", schemaRevision)
        .param("ids", texts.keySet().toArray(String[]::new))
        .param("segments", parts.stream().map(DeflatedPart::bytes).toArray(byte[][]::new))
        .param("lengths", parts.stream().map(DeflatedPart::length).toArray(Integer[]::new))
        .param("crcs", parts.stream().map(DeflatedPart::crc).toArray(Integer[]::new))
        .update();
  }

  /** Where and when an answer was made, and by whom. */
  record Origin(String taskId, int visit, Instant at, String email) {}

  /** A visit of a task. */
  record Visit(String taskId, int number) {}

  /**
   * Removes answers that were only ever saves of the visit they are given with. An answer that came
   * from a judgment belongs to another task, and stays.
   */
  void removeOfVisits(int projectKey, Map<String, Visit> visits) {
    if (visits.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            with gone as (
              delete from answer a using unnest(:ids::text[], :tasks::text[], :visits::int[])
                given (id, task_id, visit)
              -- Not told which project it is, the planner does not take a new one for empty.
              where a.project_key = (select cast(:project as int)) and a.id = given.id
                and a.task_id = given.task_id and a.visit = given.visit
              returning a.id, a.segment is null as is_large)
            delete from answer_part p using gone
            where gone.is_large and p.project_key = (select cast(:project as int))
              and p.answer_id = gone.id
            """)
        .param("project", projectKey)
        .param("ids", visits.keySet().toArray(String[]::new))
        .param("tasks", visits.values().stream().map(Visit::taskId).toArray(String[]::new))
        .param("visits", visits.values().stream().map(Visit::number).toArray(Integer[]::new))
        .update();
  }

  List<DraftObject> draft(int projectKey, String taskId, String email) {
    return jdbc.sql(
            """
            select object_id, visit, schema_revision, body, saved_at from draft_object
            where project_key = ? and task_id = ? and email = ? order by ordinal
            """)
        .params(projectKey, taskId, email)
        .query(
            (row, number) ->
                new DraftObject(
                    row.getString("object_id"),
                    row.getInt("visit"),
                    row.getInt("schema_revision"),
                    Optional.ofNullable(row.getString("body")),
                    row.getTimestamp("saved_at").toInstant()))
        .list();
  }

  void putDraftObject(int projectKey, String taskId, String email, DraftObject object) {
    jdbc.sql(
            """
            insert into draft_object (project_key, task_id, email, object_id, visit, schema_revision,
              body, saved_at)
            values (:project, :task, :email, :object, :visit, :revision, :body, :savedAt)
            on conflict (project_key, task_id, email, object_id) do update set
              visit = excluded.visit, schema_revision = excluded.schema_revision,
              body = excluded.body, saved_at = excluded.saved_at
            """)
        .param("project", projectKey)
        .param("task", taskId)
        .param("email", email)
        .param("object", object.objectId())
        .param("visit", object.visit())
        .param("revision", object.schemaRevision())
        .param("body", object.body().orElse(null))
        .param("savedAt", Timestamp.from(object.savedAt()))
        .update();
  }

  Optional<LastSave> lastSave(int projectKey, String taskId, String email) {
    return jdbc.sql(
            """
            select base_version, encode(request_hash, 'hex') as request_hash, version, saved_at
            from last_save where project_key = ? and task_id = ? and email = ?
            """)
        .params(projectKey, taskId, email)
        .query(
            (row, number) ->
                new LastSave(
                    row.getInt("base_version"),
                    row.getString("request_hash"),
                    row.getInt("version"),
                    row.getTimestamp("saved_at").toInstant()))
        .optional();
  }

  void putLastSave(int projectKey, String taskId, String email, LastSave save) {
    jdbc.sql(
            """
            insert into last_save (project_key, task_id, email, base_version, request_hash, version, saved_at)
            values (?, ?, ?, ?, decode(?, 'hex'), ?, ?)
            on conflict (project_key, task_id, email) do update set
              base_version = excluded.base_version, request_hash = excluded.request_hash,
              version = excluded.version, saved_at = excluded.saved_at
            """)
        .params(
            projectKey,
            taskId,
            email,
            save.baseVersion(),
            save.requestHash(),
            save.version(),
            Timestamp.from(save.savedAt()))
        .update();
  }

  /** Removes a person's draft of one visit; how many objects it had. */
  int removeDraft(int projectKey, String taskId, String email, int visit) {
    return jdbc.sql(
            """
            delete from draft_object
            where project_key = ? and task_id = ? and email = ? and visit = ?
            """)
        .params(projectKey, taskId, email, visit)
        .update();
  }

  /** Removes what a person left unsaved in other visits. */
  void removeEarlierDrafts(int projectKey, String taskId, String email, int visit) {
    jdbc.sql(
            """
            delete from draft_object
            where project_key = ? and task_id = ? and email = ? and visit <> ?
            """)
        .params(projectKey, taskId, email, visit)
        .update();
  }

  /** The drafts of others no longer fit what was just saved: they are kept, but not applied. */
  void outdateDraftsOfOthers(int projectKey, String taskId, String email) {
    jdbc.sql(
            """
            update draft_object set visit = 0
            where project_key = ? and task_id = ? and email <> ? and visit > 0
            """)
        .params(projectKey, taskId, email)
        .update();
  }

  /** As {@link #outdateDraftsOfOthers}, for everybody and many tasks. */
  void outdateDrafts(int projectKey, Collection<String> taskIds) {
    jdbc.sql(
            """
            update draft_object set visit = 0
            where project_key = ? and task_id = any(?) and visit > 0
            """)
        .params(projectKey, taskIds.toArray(String[]::new))
        .update();
  }

  /** Removes everybody's drafts of a task. */
  void removeDrafts(int projectKey, String taskId) {
    jdbc.sql("delete from draft_object where project_key = ? and task_id = ?")
        .params(projectKey, taskId)
        .update();
  }
}
