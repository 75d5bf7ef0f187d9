package kalem.server.annotation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stored answers and drafts. */
@Repository
class AnswerStore {
  private final JdbcClient jdbc;

  AnswerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A stored answer.
   *
   * @param schemaRevision the revision of the category schema that its names belong to
   */
  record Stored(String id, int schemaRevision, String body) {}

  /** One object of a draft; no body: it was deleted. */
  record DraftObject(String objectId, java.util.Optional<String> body) {}

  /** The last autosave of a person on a task. */
  record LastSave(int baseVersion, String requestHash, int version, Instant savedAt) {}

  List<Stored> find(int projectKey, Collection<String> ids) {
    return jdbc.sql(
            "select id, schema_revision, body from answer where project_key = ? and id = any(?)")
        .params(projectKey, ids.toArray(String[]::new))
        .query(
            (row, number) ->
                new Stored(
                    row.getString("id"), row.getInt("schema_revision"), row.getString("body")))
        .list();
  }

  void add(int projectKey, String taskId, int visit, Stored answer, Instant now, String email) {
    jdbc.sql(
            """
            insert into answer (project_key, id, task_id, visit, schema_revision, body, created_at,
              created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            projectKey,
            answer.id(),
            taskId,
            visit,
            answer.schemaRevision(),
            answer.body(),
            Timestamp.from(now),
            email)
        .update();
  }

  /** Removes an answer that was only ever a save of this visit. */
  void removeOfVisit(int projectKey, String id, int visit) {
    jdbc.sql("delete from answer where project_key = ? and id = ? and visit = ?")
        .params(projectKey, id, visit)
        .update();
  }

  List<DraftObject> draft(int projectKey, String taskId, String email) {
    return jdbc.sql(
            """
            select object_id, body from draft_object
            where project_key = ? and task_id = ? and email = ? order by ordinal
            """)
        .params(projectKey, taskId, email)
        .query(
            (row, number) ->
                new DraftObject(
                    row.getString("object_id"),
                    java.util.Optional.ofNullable(row.getString("body"))))
        .list();
  }

  void putDraftObject(
      int projectKey, String taskId, String email, DraftObject object, Instant now) {
    jdbc.sql(
            """
            insert into draft_object (project_key, task_id, email, object_id, body, saved_at)
            values (:project, :task, :email, :object, :body, :now)
            on conflict (project_key, task_id, email, object_id)
              do update set body = excluded.body, saved_at = excluded.saved_at
            """)
        .param("project", projectKey)
        .param("task", taskId)
        .param("email", email)
        .param("object", object.objectId())
        .param("body", object.body().orElse(null))
        .param("now", Timestamp.from(now))
        .update();
  }

  java.util.Optional<LastSave> lastSave(int projectKey, String taskId, String email) {
    return jdbc.sql(
            """
            select base_version, encode(request_hash, 'hex') as request_hash, version, saved_at
            from draft where project_key = ? and task_id = ? and email = ?
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
            insert into draft (project_key, task_id, email, base_version, request_hash, version, saved_at)
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

  void removeDraft(int projectKey, String taskId, String email) {
    for (String table : List.of("draft_object", "draft")) {
      jdbc.sql("delete from " + table + " where project_key = ? and task_id = ? and email = ?")
          .params(projectKey, taskId, email)
          .update();
    }
  }

  /** Everybody's drafts of a task. */
  void removeDrafts(int projectKey, String taskId) {
    for (String table : List.of("draft_object", "draft")) {
      jdbc.sql("delete from " + table + " where project_key = ? and task_id = ?")
          .params(projectKey, taskId)
          .update();
    }
  }
}
