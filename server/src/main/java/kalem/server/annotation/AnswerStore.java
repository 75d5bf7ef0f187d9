package kalem.server.annotation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
   * @param isImported whether an import wrote it, and no person since
   */
  record Stored(String id, int schemaRevision, String body, boolean isImported) {}

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
            "select id, schema_revision, body, imported from answer where project_key = ? and id ="
                + " any(?)")
        .params(projectKey, ids.toArray(String[]::new))
        .query(
            (row, number) ->
                new Stored(
                    row.getString("id"),
                    row.getInt("schema_revision"),
                    row.getString("body"),
                    row.getBoolean("imported")))
        .list();
  }

  void add(int projectKey, String taskId, int visit, Stored answer, Instant now, String email) {
    jdbc.sql(
            """
            insert into answer (project_key, id, task_id, visit, schema_revision, body, imported,
              created_at, created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            projectKey,
            answer.id(),
            taskId,
            visit,
            answer.schemaRevision(),
            answer.body(),
            answer.isImported(),
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

  /** Removes everybody's drafts of a task. */
  void removeDrafts(int projectKey, String taskId) {
    jdbc.sql("delete from draft_object where project_key = ? and task_id = ?")
        .params(projectKey, taskId)
        .update();
  }
}
