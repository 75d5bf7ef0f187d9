package kalem.server.workflow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import kalem.server.project.stage.WorkRules.QueueOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Claims of the queue. A claim is a lease: who opens a task from the queue holds it, alone, until
 * they are done, give it back, or let the lease run out without having begun.
 */
@Repository
class Leases {
  private static final int HEX = 16;

  /** Keeps locks of persons apart from those of workflows, whose first number is small. */
  private static final int CLAIM_LOCK = 0x40000000;

  private final JdbcClient jdbc;

  Leases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** For whom to claim, in a project. */
  record Request(int projectKey, String email, List<String> batchIds) {
    private String[] batches() {
      return batchIds.toArray(String[]::new);
    }
  }

  /** The next task the person already holds, among those they skipped or among the others. */
  Optional<String> own(Request request, List<String> stageIds, boolean skipped, Instant expires) {
    return jdbc.sql(
            """
            update task set lease_expires_at = case when lease_expires_at is null then null else :expires::timestamptz end
            where project_key = :project and id = (
              select id from task
              where project_key = :project and assignee = :email and stage_id = any(:stages)
                and is_offered and not is_benchmark
                and (:email = any(skipped_by)) = :skipped
                and (:anyBatch or batch_ids && :batches::text[])
              order by case when :skipped then updated_at end, is_draft desc, priority desc, id
              limit 1 for update skip locked)
            returning id
            """)
        .param("expires", Timestamp.from(expires))
        .param("project", request.projectKey())
        .param("email", request.email())
        .param("stages", stageIds.toArray(String[]::new))
        .param("anyBatch", request.batchIds().isEmpty())
        .param("batches", request.batches())
        .param("skipped", skipped)
        .query(String.class)
        .optional();
  }

  /**
   * Takes the first free task of one stage: one index scan in the stage's own order, whatever its
   * length. Rows that another transaction is about to take are passed over, not waited for.
   *
   * @param expires empty: the task is kept for good
   */
  Optional<String> claim(
      Request request, QueuedStage stage, boolean skipped, Optional<Instant> expires) {
    if (stage.order() != QueueOrder.RANDOM) {
      return claim(request, stage, skipped, expires, "true", Map.of());
    }
    Optional<String> pivot = randomId(request.projectKey(), stage.id());
    return pivot.flatMap(
        from ->
            claim(request, stage, skipped, expires, "t.id >= :pivot", Map.of("pivot", from))
                .or(
                    () ->
                        claim(
                            request,
                            stage,
                            skipped,
                            expires,
                            "t.id < :pivot",
                            Map.of("pivot", from))));
  }

  private Optional<String> claim(
      Request request,
      QueuedStage stage,
      boolean skipped,
      Optional<Instant> expires,
      String range,
      Map<String, Object> rangeParameters) {
    return jdbc.sql(
            """
            update task set assignee = :email, lease_expires_at = :expires::timestamptz,
              version = version + 1
            where project_key = :project and id = (
              select t.id from task t
              where t.project_key = :project and t.stage_id = :stage and t.assignee is null
                and t.is_offered and not t.is_benchmark
                and (:email = any(t.skipped_by)) = :skipped
                and (:anyBatch or t.batch_ids && :batches::text[])
                and %s and %s
              order by %s
              limit 1 for update skip locked)
            returning id
            """
                .formatted(range, allowed(stage), order(stage.order())))
        .params(rangeParameters)
        .param("email", request.email())
        .param("expires", expires.map(Timestamp::from).orElse(null))
        .param("project", request.projectKey())
        .param("stage", stage.id())
        .param("skipped", skipped)
        .param("anyBatch", request.batchIds().isEmpty())
        .param("batches", request.batches())
        .param("excluded", stage.excludedWorkersOf().toArray(String[]::new))
        .query(String.class)
        .optional();
  }

  /** What a person must not have done to get a task of the stage. */
  private static String allowed(QueuedStage stage) {
    List<String> conditions = new ArrayList<>();
    conditions.add("cardinality(:excluded::text[]) >= 0");
    if (stage.excludesOwnWork()) {
      conditions.add("not :email = any(t.labeled_by)");
    }
    if (!stage.excludedWorkersOf().isEmpty()) {
      conditions.add(
          """
          not exists (select 1 from stage_assignee s
            where s.project_key = t.project_key and s.task_id = t.id
              and s.stage_id = any(:excluded::text[]) and s.email = :email)\
          """);
    }
    if (stage.isOneJudgmentEach()) {
      conditions.add(
          """
          not exists (select 1 from task o
            where o.project_key = t.project_key and o.parent_id = t.parent_id
              and o.round = t.round and o.id <> t.id
              and (o.assignee = :email or :email = any(o.labeled_by)))\
          """);
    }
    return String.join(" and ", conditions);
  }

  private static String order(QueueOrder order) {
    return switch (order) {
      case PRIORITY -> "t.priority desc, t.id";
      case FIFO, RANDOM -> "t.id";
      case LIFO -> "t.id desc";
    };
  }

  /** An id between the oldest and the youngest free task: where a random choice begins to look. */
  private Optional<String> randomId(int projectKey, String stageId) {
    String free =
        """
        (select id from task
         where project_key = :project and stage_id = :stage and assignee is null and is_offered
         order by id %s limit 1)
        """;
    return jdbc.sql(
            "select " + free.formatted("asc") + " as first, " + free.formatted("desc") + " as last")
        .param("project", projectKey)
        .param("stage", stageId)
        .query(
            (row, number) -> {
              String first = row.getString("first");
              return first == null
                  ? Optional.<String>empty()
                  : Optional.of(between(first, row.getString("last")));
            })
        .single();
  }

  private static String between(String first, String last) {
    BigInteger low = new BigInteger(first, HEX);
    BigInteger span = new BigInteger(last, HEX).subtract(low).add(BigInteger.ONE);
    BigInteger step =
        new BigDecimal(span)
            .multiply(BigDecimal.valueOf(ThreadLocalRandom.current().nextDouble()))
            .toBigInteger();
    return String.format("%024x", low.add(step));
  }

  /** How many tasks of a stage a person holds. */
  int held(int projectKey, String email, String stageId) {
    return jdbc.sql(
            """
            select count(*) from task
            where project_key = ? and assignee = ? and stage_id = ? and is_offered
            """)
        .params(projectKey, email, stageId)
        .query(Integer.class)
        .single();
  }

  /** Keeps two claims of one person from being decided at the same time, in one project. */
  void takeTurns(int projectKey, String email) {
    jdbc.sql("select pg_advisory_xact_lock(?, ?)")
        .params(projectKey, email.hashCode() | CLAIM_LOCK)
        .query((row, number) -> true)
        .single();
  }

  /** Waiting tasks in a stage that the person could get; stops counting at {@code most}. */
  long available(Request request, QueuedStage stage, int most) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from task t
              where t.project_key = :project and t.stage_id = :stage and t.is_offered and not t.is_benchmark
                and (t.assignee = :email or (t.assignee is null and %s))
              limit :most) as waiting
            """
                .formatted(allowed(stage)))
        .param("project", request.projectKey())
        .param("stage", stage.id())
        .param("email", request.email())
        .param("excluded", stage.excludedWorkersOf().toArray(String[]::new))
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
