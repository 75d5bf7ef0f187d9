package kalem.server.workflow;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Claims of the queue. A claim is a lease: who opens a task from the queue holds it, alone, until
 * they are done, give it back, or let the lease run out without having begun.
 */
@Repository
class Leases {
  private final JdbcClient jdbc;

  Leases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where and for whom to claim. */
  record Request(
      int projectKey,
      String email,
      List<String> stageIds,
      List<String> batchIds,
      boolean excludeOwnWork) {

    private String[] stages() {
      return stageIds.toArray(String[]::new);
    }

    private String[] batches() {
      return batchIds.toArray(String[]::new);
    }
  }

  /** The next task the person already holds, among those they skipped or among the others. */
  Optional<String> own(Request request, boolean skipped, Instant expires) {
    return jdbc.sql(
            """
            update task set lease_expires_at = case when lease_expires_at is null then null else :expires::timestamptz end
            where project_key = :project and id = (
              select id from task
              where project_key = :project and assignee = :email and stage_id = any(:stages)
                and status = 'READY' and type = 'default' and not is_benchmark and deleted_at is null
                and (:email = any(skipped_by)) = :skipped
                and (:anyBatch or batch_ids && :batches::text[])
              order by case when :skipped then updated_at end, is_draft desc, priority desc, id
              limit 1 for update skip locked)
            returning id
            """)
        .param("expires", Timestamp.from(expires))
        .param("project", request.projectKey())
        .param("email", request.email())
        .param("stages", request.stages())
        .param("anyBatch", request.batchIds().isEmpty())
        .param("batches", request.batches())
        .param("skipped", skipped)
        .query(String.class)
        .optional();
  }

  /**
   * Takes the first free task of one stage: one index scan in the queue's own order, whatever its
   * length. Rows that another transaction is about to take are passed over, not waited for.
   */
  Optional<String> claim(Request request, String stageId, boolean skipped, Instant expires) {
    return jdbc.sql(
            """
            update task set assignee = :email, lease_expires_at = :expires, version = version + 1
            where project_key = :project and id = (
              select id from task
              where project_key = :project and stage_id = :stage and assignee is null
                and status = 'READY' and type = 'default' and not is_benchmark and deleted_at is null
                and (:email = any(skipped_by)) = :skipped
                and (:anyBatch or batch_ids && :batches::text[])
                and not (:excludeOwn and :email = any(labeled_by))
              order by priority desc, id
              limit 1 for update skip locked)
            returning id
            """)
        .param("email", request.email())
        .param("expires", Timestamp.from(expires))
        .param("project", request.projectKey())
        .param("stage", stageId)
        .param("skipped", skipped)
        .param("anyBatch", request.batchIds().isEmpty())
        .param("batches", request.batches())
        .param("excludeOwn", request.excludeOwnWork())
        .query(String.class)
        .optional();
  }

  /** Waiting tasks in some stages that the person could get; stops counting at {@code most}. */
  long available(Request request, int most) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from task
              where project_key = :project and stage_id = any(:stages)
                and (assignee is null or assignee = :email)
                and status = 'READY' and type = 'default' and not is_benchmark and deleted_at is null
                and not (:excludeOwn and :email = any(labeled_by) and assignee is null)
              limit :most) as waiting
            """)
        .param("project", request.projectKey())
        .param("stages", request.stages())
        .param("email", request.email())
        .param("excludeOwn", request.excludeOwnWork())
        .param("most", most)
        .query(Long.class)
        .single();
  }

  /** Renews the lease of who holds the task; false when they do not hold it (any more). */
  boolean renew(int projectKey, String taskId, String email, Instant expires) {
    return jdbc.sql(
                """
                update task set lease_expires_at = :expires
                where project_key = :project and id = :task and assignee = :email
                  and lease_expires_at is not null and deleted_at is null
                """)
            .param("expires", Timestamp.from(expires))
            .param("project", projectKey)
            .param("task", taskId)
            .param("email", email)
            .update()
        == 1;
  }

  void rememberSkip(int projectKey, String taskId, String email) {
    jdbc.sql(
            """
            update task set skipped_by = array_append(array_remove(skipped_by, :email), :email)
            where project_key = :project and id = :task
            """)
        .param("email", email)
        .param("project", projectKey)
        .param("task", taskId)
        .update();
  }

  /**
   * Frees tasks whose lease ran out and in which their holder has neither saved nor autosaved in
   * this visit. Begun work keeps its holder: a lead can reassign it.
   *
   * @return how many were freed
   */
  int sweep(Instant now) {
    return jdbc.sql(
            """
            update task t set assignee = null, lease_expires_at = null, version = version + 1
            where t.lease_expires_at < :now
              and not exists (select 1 from draft_object d
                where d.project_key = t.project_key and d.task_id = t.id
                  and d.email = t.assignee and d.visit = t.visit)
              and not exists (select 1 from answer a
                where a.project_key = t.project_key and a.id = t.answer_id
                  and a.visit = t.visit and a.created_by = t.assignee)
            """)
        .param("now", Timestamp.from(now))
        .update();
  }
}
