package kalem.server.task;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import kalem.server.kernel.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of tasks and of their history. Every statement names the project. */
@Repository
public class TaskStore {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  TaskStore(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Of some stages, those that hold tasks. */
  public Set<String> occupied(int projectKey, Collection<String> stageIds) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct stage_id from task
                where project_key = ? and stage_id = any(?) and deleted_at is null
                  and coalesce(judgment, 'open') = 'open'
                """)
            .params(projectKey, stageIds.toArray(String[]::new))
            .query((row, number) -> row.getString("stage_id"))
            .list());
  }

  public Optional<Task> find(int projectKey, String id) {
    return find(projectKey, id, "");
  }

  /** The task, locked against other changes until the transaction ends. */
  public Optional<Task> findForUpdate(int projectKey, String id) {
    return find(projectKey, id, " for update");
  }

  private Optional<Task> find(int projectKey, String id, String locking) {
    return jdbc.sql(
            "select * from task where project_key = ? and id = ? and deleted_at is null" + locking)
        .params(projectKey, id)
        .query((row, number) -> TaskRows.task(row))
        .optional();
  }

  List<Task> list(int projectKey, TaskFilter filter, String orderBy, PageRequest page) {
    return jdbc.sql(
            "select t.* from task t where t.project_key = :project and "
                + filter.sql()
                + " order by "
                + orderBy
                + " offset :offset limit :limit")
        .params(filter.parameters())
        .param("project", projectKey)
        .param("offset", page.offset())
        .param("limit", page.limit())
        .query((row, number) -> TaskRows.task(row))
        .list();
  }

  long count(int projectKey, TaskFilter filter) {
    return jdbc.sql(
            "select count(*) from task t where t.project_key = :project and " + filter.sql())
        .params(filter.parameters())
        .param("project", projectKey)
        .query(Long.class)
        .single();
  }

  /** Ids of the tasks a selection names, in order; at most {@code limit}, after the given id. */
  public List<String> select(int projectKey, TaskSelection selection, String afterId, int limit) {
    return jdbc.sql(
            "select t.id from task t where t.project_key = :project and t.id > :after and "
                + selection.sql()
                + " order by t.id limit :limit")
        .params(selection.parameters())
        .param("project", projectKey)
        .param("after", afterId)
        .param("limit", limit)
        .query((row, number) -> row.getString("id"))
        .list();
  }

  int updatePriority(
      int projectKey, TaskSelection selection, int priority, Instant now, String email) {
    return jdbc.sql(
            """
            update task t set priority = :priority, updated_at = :now, updated_by = :email
            where t.project_key = :project and
            """
                + selection.sql())
        .params(selection.parameters())
        .param("project", projectKey)
        .param("priority", priority)
        .param("now", Timestamp.from(now))
        .param("email", email)
        .update();
  }

  public void add(List<Task> tasks) {
    batches.batchUpdate(
        """
        insert into task (project_key, id, asset_id, external_id, batch_ids, type, stage_id, visit,
          entered_at, priority, answer_id, is_pre_labeled, created_at, created_by, updated_at,
          updated_by, completed_at, completed_by, mark, automatic_steps, parent_id, round, judgment)
        values (:project, :id, :asset, :externalId, :batches, :type, :stage, :visit,
          :entered, :priority, :answer, :preLabeled, :created, :createdBy, :updated, :updatedBy,
          :completed, :completedBy, :mark, :steps, :parent, :round, :judgment)
        """,
        tasks.stream().map(TaskStore::created).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource created(Task task) {
    return new MapSqlParameterSource()
        .addValue("project", task.projectKey())
        .addValue("id", task.id())
        .addValue("asset", task.assetId())
        .addValue("externalId", task.externalId())
        .addValue("batches", task.batchIds().toArray(String[]::new))
        .addValue("type", task.type())
        .addValue("stage", task.stageId())
        .addValue("visit", task.visit())
        .addValue("entered", Timestamp.from(task.enteredAt()))
        .addValue("priority", task.priority())
        .addValue("created", Timestamp.from(task.createdAt()))
        .addValue("createdBy", task.createdBy())
        .addValue("updated", Timestamp.from(task.updatedAt()))
        .addValue("updatedBy", task.updatedBy())
        .addValue("completed", timestamp(task.completedAt()))
        .addValue("completedBy", orNull(task.completedBy()))
        .addValue("answer", orNull(task.answerId()))
        .addValue("preLabeled", task.isPreLabeled())
        .addValue("mark", task.flow().mark().wireName())
        .addValue("steps", task.flow().automaticSteps())
        .addValue("parent", orNull(task.flow().judgment().map(Judgment::parentId)))
        .addValue("round", task.flow().judgment().map(Judgment::round).orElse(null))
        .addValue("judgment", orNull(task.flow().judgment().map(j -> j.state().wireName())));
  }

  /** Writes everything of a task that can change. */
  public void update(Task task) {
    jdbc.sql(
            """
            update task set stage_id = :stage, visit = :visit, entered_at = :entered,
              status = :status, review_status = :reviewStatus, reviewed_by = :reviewedBy,
              reviewed_at = :reviewedAt, review_comment = :reviewComment, assignee = :assignee,
              lease_expires_at = :lease, priority = :priority, version = :version,
              answer_id = :answer, labeled_by = :labeledBy, is_draft = :draft,
              is_skipped = :skipped, skipped_by = case when :skipped then skipped_by else '{}' end,
              is_pre_labeled = :preLabeled, duration = :active, idle_duration = :idle,
              blur_duration = :blur, total_duration = :totalActive,
              total_idle_duration = :totalIdle, total_blur_duration = :totalBlur,
              updated_at = :updatedAt, updated_by = :updatedBy, completed_at = :completedAt,
              completed_by = :completedBy, mark = :mark, mark_note = :note, pending = :pending::json,
              automatic_steps = :steps, skips = :skips, total_skips = :totalSkips,
              consensus_average = :consensusAverage::int,
              consensus_detailed = :consensusDetailed::json,
              judgment = :judgment, judgment_score = :judgmentScore::int
            where project_key = :project and id = :id
            """)
        .params(flow(task.flow()))
        .param("stage", task.stageId())
        .param("visit", task.visit())
        .param("entered", Timestamp.from(task.enteredAt()))
        .param("status", task.status())
        .param("reviewStatus", task.reviewStatus().wireName())
        .param("reviewedBy", orNull(task.review().map(Task.Review::by)))
        .param("reviewedAt", timestamp(task.review().map(Task.Review::at)))
        .param("reviewComment", orNull(task.review().flatMap(Task.Review::comment)))
        .param("assignee", orNull(task.assignee()))
        .param("lease", timestamp(task.leaseExpiresAt()))
        .param("priority", task.priority())
        .param("version", task.version())
        .param("answer", orNull(task.answerId()))
        .param("labeledBy", task.labeledBy().toArray(String[]::new))
        .param("draft", task.isDraft())
        .param("skipped", task.isSkipped())
        .param("preLabeled", task.isPreLabeled())
        .param("active", task.time().active())
        .param("idle", task.time().idle())
        .param("blur", task.time().blur())
        .param("totalActive", task.totalTime().active())
        .param("totalIdle", task.totalTime().idle())
        .param("totalBlur", task.totalTime().blur())
        .param("updatedAt", Timestamp.from(task.updatedAt()))
        .param("updatedBy", task.updatedBy())
        .param("completedAt", timestamp(task.completedAt()))
        .param("completedBy", orNull(task.completedBy()))
        .param("project", task.projectKey())
        .param("id", task.id())
        .update();
  }

  private static Map<String, @Nullable Object> flow(TaskFlow flow) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("mark", flow.mark().wireName());
    values.put("note", orNull(flow.note()));
    values.put("pending", orNull(flow.pending()));
    values.put("steps", flow.automaticSteps());
    values.put("skips", flow.skips());
    values.put("totalSkips", flow.totalSkips());
    values.put("consensusAverage", flow.consensus().map(TaskFlow.Consensus::average).orElse(null));
    values.put("consensusDetailed", orNull(flow.consensus().map(TaskFlow.Consensus::detailed)));
    values.put("judgment", orNull(flow.judgment().map(given -> given.state().wireName())));
    values.put(
        "judgmentScore",
        flow.judgment()
            .filter(given -> given.score().isPresent())
            .map(given -> given.score().getAsInt())
            .orElse(null));
    return values;
  }

  /** The judgments of one round of a task, in the order they were asked for. */
  public List<Task> judgments(int projectKey, String parentId, int round) {
    return judgments(projectKey, parentId, round, "");
  }

  /** The same, locked in their order until the transaction ends. */
  public List<Task> judgmentsForUpdate(int projectKey, String parentId, int round) {
    return judgments(projectKey, parentId, round, " for update");
  }

  private List<Task> judgments(int projectKey, String parentId, int round, String locking) {
    return jdbc.sql(
            """
            select * from task
            where project_key = ? and parent_id = ? and round = ? and deleted_at is null order by id
            """
                + locking)
        .params(projectKey, parentId, round)
        .query((row, number) -> TaskRows.task(row))
        .list();
  }

  /** The judgments of a task's last round; none when there never was one. */
  List<Task> lastJudgments(int projectKey, String parentId) {
    return jdbc.sql(
            """
            select * from task
            where project_key = :project and parent_id = :parent and deleted_at is null
              and round = (select max(round) from task
                where project_key = :project and parent_id = :parent and deleted_at is null)
            order by id
            """)
        .param("project", projectKey)
        .param("parent", parentId)
        .query((row, number) -> TaskRows.task(row))
        .list();
  }

  /** How often a task has left each stage. */
  public Map<String, Integer> visitCounts(int projectKey, String taskId) {
    Map<String, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select stage_id, count(*) as visits from stage_history
            where project_key = ? and task_id = ? group by stage_id
            """)
        .params(projectKey, taskId)
        .query(
            row -> {
              counts.put(row.getString("stage_id"), row.getInt("visits"));
            });
    return counts;
  }

  /** The average percent of a person's benchmark attempts in a project; empty without any. */
  public OptionalDouble benchmarkAverage(int projectKey, String email) {
    return jdbc.sql(
            """
            select avg(benchmark_score) as average from task
            where project_key = ? and type = 'benchmark' and ? = any(labeled_by)
              and deleted_at is null
            """)
        .params(projectKey, email)
        .query(
            (row, number) -> {
              double average = row.getDouble("average");
              return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(average);
            })
        .single();
  }

  /** Notes how many issues of a task are open; no change of the task itself. */
  public void setOpenIssues(int projectKey, String id, int count) {
    jdbc.sql("update task set open_issues_count = ? where project_key = ? and id = ?")
        .params(count, projectKey, id)
        .update();
  }

  /**
   * Gives tasks that are locked new answers by import; empty: no labels.
   *
   * @param answers ids by task id
   */
  public void label(
      int projectKey,
      String importId,
      Map<String, Optional<String>> answers,
      Instant now,
      String email) {
    jdbc.sql(
            """
            update task t set answer_id = given.answer_id, is_pre_labeled = given.answer_id is not null,
              import_id = :import, version = t.version + 1,
              updated_at = greatest(t.updated_at, :now), updated_by = :email
            from unnest(:ids::text[], :answers::text[]) as given(id, answer_id)
            -- Not told which project it is, the planner does not take a new one for empty.
            where t.project_key = (select cast(:project as int)) and t.id = given.id
            """)
        .param("import", importId)
        .param("now", Timestamp.from(now))
        .param("email", email)
        .param("ids", answers.keySet().toArray(String[]::new))
        .param("answers", answers.values().stream().map(TaskStore::orNull).toArray(String[]::new))
        .param("project", projectKey)
        .update();
  }

  /** From now on the labels of an import count as those of an earlier one. */
  public void forgetImport(int projectKey, String importId) {
    jdbc.sql("update task set import_id = null where project_key = ? and import_id = ?")
        .params(projectKey, importId)
        .update();
  }

  public void addVisits(int projectKey, List<StageVisit> visits) {
    batches.batchUpdate(
        """
        insert into stage_history (project_key, id, task_id, visit, stage_id, stage_name, stage_type,
          answer_id, duration, idle_duration, blur_duration, batch_ids, review_status, comment,
          is_skipped, rework, entered_at, completed_at, completed_by, submitted_version, submitted_hash,
          consensus_id)
        values (:project, :id, :task, :visit, :stage, :stageName, :stageType, :answer, :active,
          :idle, :blur, :batches, :reviewStatus, :comment, :skipped, :rework, :entered, :completed,
          :completedBy, :submittedVersion, :submittedHash, :consensus)
        """,
        visits.stream().map(visit -> row(projectKey, visit)).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource row(int projectKey, StageVisit visit) {
    return new MapSqlParameterSource()
        .addValue("project", projectKey)
        .addValue("id", visit.id())
        .addValue("task", visit.taskId())
        .addValue("visit", visit.visit())
        .addValue("stage", visit.stageId())
        .addValue("stageName", visit.stageName())
        .addValue("stageType", visit.stageType())
        .addValue("answer", orNull(visit.answerId()))
        .addValue("active", visit.time().active())
        .addValue("idle", visit.time().idle())
        .addValue("blur", visit.time().blur())
        .addValue("batches", visit.batchIds().toArray(String[]::new))
        .addValue("reviewStatus", orNull(visit.reviewStatus().map(ReviewStatus::wireName)))
        .addValue("comment", orNull(visit.comment()))
        .addValue("skipped", visit.isSkipped())
        .addValue("rework", visit.rework())
        .addValue("entered", Timestamp.from(visit.enteredAt()))
        .addValue("completed", Timestamp.from(visit.completedAt()))
        .addValue("completedBy", orNull(visit.completedBy()))
        .addValue(
            "submittedVersion", visit.submission().map(StageVisit.Submission::version).orElse(null))
        .addValue("submittedHash", visit.submission().map(StageVisit.Submission::hash).orElse(null))
        .addValue("consensus", orNull(visit.consensusId()));
  }

  public List<StageVisit> visits(int projectKey, String taskId) {
    return jdbc.sql(
            "select * from stage_history where project_key = ? and task_id = ? order by visit")
        .params(projectKey, taskId)
        .query((row, number) -> TaskRows.visit(row))
        .list();
  }

  /** Visits of several tasks at once, for lists. */
  List<StageVisit> visits(int projectKey, Collection<String> taskIds) {
    return jdbc.sql(
            """
            select * from stage_history where project_key = ? and task_id = any(?)
            order by task_id, visit
            """)
        .params(projectKey, taskIds.toArray(String[]::new))
        .query((row, number) -> TaskRows.visit(row))
        .list();
  }

  Optional<StageVisit> visit(int projectKey, String id) {
    return jdbc.sql("select * from stage_history where project_key = ? and id = ?")
        .params(projectKey, id)
        .query((row, number) -> TaskRows.visit(row))
        .optional();
  }

  public void deleteVisits(int projectKey, String taskId) {
    jdbc.sql("delete from stage_history where project_key = ? and task_id = ?")
        .params(projectKey, taskId)
        .update();
  }

  /** Who last worked on the task in a stage. */
  public Optional<String> stageAssignee(int projectKey, String taskId, String stageId) {
    return jdbc.sql(
            """
            select email from stage_assignee
            where project_key = ? and task_id = ? and stage_id = ?
            """)
        .params(projectKey, taskId, stageId)
        .query(String.class)
        .optional();
  }

  public void putStageAssignee(int projectKey, String taskId, String stageId, String email) {
    jdbc.sql(
            """
            insert into stage_assignee (project_key, task_id, stage_id, email) values (?, ?, ?, ?)
            on conflict (project_key, task_id, stage_id) do update set email = excluded.email
            """)
        .params(projectKey, taskId, stageId, email)
        .update();
  }

  public void removeStageAssignee(int projectKey, String taskId, String stageId) {
    jdbc.sql(
            """
            delete from stage_assignee where project_key = ? and task_id = ? and stage_id = ?
            """)
        .params(projectKey, taskId, stageId)
        .update();
  }

  public void addEvent(
      int projectKey, String id, String taskId, String type, String facts, Instant now, String by) {
    jdbc.sql(
            """
            insert into task_event (project_key, id, task_id, type, facts, created_at, created_by)
            values (?, ?, ?, ?, ?::json, ?, ?)
            """)
        .params(projectKey, id, taskId, type, facts, Timestamp.from(now), by)
        .update();
  }

  /** Adds the same event to several tasks, each with an id of its own. */
  public void addEvents(
      int projectKey,
      Map<String, String> taskIdsByEventId,
      String type,
      String facts,
      Instant now,
      String by) {
    jdbc.sql(
            """
            insert into task_event (project_key, id, task_id, type, facts, created_at, created_by)
            select :project, given.id, given.task_id, :type, :facts::json, :now, :by
            from unnest(:ids::text[], :tasks::text[]) as given(id, task_id)
            """)
        .param("project", projectKey)
        .param("type", type)
        .param("facts", facts)
        .param("now", Timestamp.from(now))
        .param("by", by)
        .param("ids", taskIdsByEventId.keySet().toArray(String[]::new))
        .param("tasks", taskIdsByEventId.values().toArray(String[]::new))
        .update();
  }

  private static @Nullable String orNull(Optional<String> value) {
    return value.orElse(null);
  }

  private static @Nullable Timestamp timestamp(Optional<Instant> value) {
    return value.map(Timestamp::from).orElse(null);
  }

  List<Task> ofAssets(int projectKey, Collection<String> assetIds) {
    return jdbc.sql(
            """
            select * from task
            where project_key = ? and asset_id = any(?) and type = 'default' and deleted_at is null
            order by id
            """)
        .params(projectKey, assetIds.toArray(String[]::new))
        .query((row, number) -> TaskRows.task(row))
        .list();
  }

  void deleteOfAssets(int projectKey, Collection<String> assetIds, Instant now) {
    jdbc.sql(
            """
            update task set deleted_at = ?, assignee = null, lease_expires_at = null
            where project_key = ? and asset_id = any(?) and deleted_at is null
            """)
        .params(Timestamp.from(now), projectKey, assetIds.toArray(String[]::new))
        .update();
  }

  void setPriority(int projectKey, String assetId, int priority) {
    jdbc.sql("update task set priority = ? where project_key = ? and asset_id = ?")
        .params(priority, projectKey, assetId)
        .update();
  }

  /** Repeats what assets say of themselves on their tasks. */
  void copyFromAssets(int projectKey, Collection<String> assetIds) {
    jdbc.sql(
            """
            update task t set external_id = a.external_id, batch_ids = a.batch_ids
            from asset a
            where t.project_key = ? and t.asset_id = any(?)
              and a.project_key = t.project_key and a.id = t.asset_id
            """)
        .params(projectKey, assetIds.toArray(String[]::new))
        .update();
  }

  void dropBatches(int projectKey, Collection<String> batchIds) {
    jdbc.sql(
            """
            update task set batch_ids = array(
              select b from unnest(batch_ids) with ordinality as u(b, place)
              where b <> all(:gone::text[]) order by place)
            where project_key = :project and batch_ids && :gone::text[]
            """)
        .param("gone", batchIds.toArray(String[]::new))
        .param("project", projectKey)
        .update();
  }

  /** Frees what a person holds and forgets their place as sticky assignee. */
  void releaseAllOf(int projectKey, String email) {
    jdbc.sql(
            """
            update task set assignee = null, lease_expires_at = null, version = version + 1
            where project_key = ? and assignee = ?
            """)
        .params(projectKey, email)
        .update();
    jdbc.sql("delete from stage_assignee where project_key = ? and email = ?")
        .params(projectKey, email)
        .update();
  }
}
