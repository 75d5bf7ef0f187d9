package kalem.server.insight;

import java.time.Duration;
import kalem.server.job.RecurringJob;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds noted changes up, over all projects. A portion is one transaction: readers see a change
 * either as itself or in the sums, never in both or neither. A change that is not committed yet is
 * not seen here and stays for a later run, however long that takes.
 */
@Component
class Fold implements RecurringJob {
  private static final int PORTION = 20_000;
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private static final String WORK =
      """
      with portion as materialized (
        update work_fact f set is_summed = true
        from (select project_key, at, id from work_fact where not is_summed limit :portion
          for update skip locked) taken
        where f.project_key = taken.project_key and f.at = taken.at and f.id = taken.id
        returning f.*),
      hours as (
        insert into work_hour as sum
        select project_key, date_trunc('hour', at, 'UTC') as hour, email, stage_id, batch_ids, kind, sum(count),
          sum(active), sum(idle), sum(blur), sum(amount)
        from (
          select project_key, at, email, stage_id, batch_ids, kind, count, active, idle, blur, amount from portion
          union all
          select project_key, at, email, stage_id, batch_ids, 'tool:' || tool, number::int, 0, 0, 0, 0
          from portion cross join lateral json_each_text(annotations) counts (tool, number)
        ) changes
        group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (project_key, hour, email, stage_id, batch_ids, kind) do update set
          count = sum.count + excluded.count, active = sum.active + excluded.active,
          idle = sum.idle + excluded.idle, blur = sum.blur + excluded.blur,
          amount = sum.amount + excluded.amount),
      times as (
        insert into work_time as sum
        select project_key, date_trunc('day', at, 'UTC'), kind, stage_id, batch_ids, time_step(active), sum(count),
          sum(active)
        from portion where kind in ('label', 'review')
        group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (project_key, day, kind, stage_id, batch_ids, step) do update set
          count = sum.count + excluded.count, active = sum.active + excluded.active)
      select count(*) from portion
      """;

  private static final String TASKS =
      """
      with portion as materialized (
        delete from task_count_change c
        using (select project_key, id from task_count_change limit :portion for update skip locked) taken
        where c.project_key = taken.project_key and c.id = taken.id
        returning c.*),
      sums as (
        insert into task_count as sum
        select project_key, type, stage_id, person, is_held, batch_ids, sum(tasks) from portion
        group by 1, 2, 3, 4, 5, 6 having sum(tasks) <> 0 order by 1, 2, 3, 4, 5, 6
        on conflict (project_key, type, stage_id, person, is_held, batch_ids) do update set
          tasks = sum.tasks + excluded.tasks)
      select count(*) from portion
      """;

  private static final String ASSETS =
      """
      with portion as materialized (
        delete from asset_count_change c
        using (select project_key, id from asset_count_change limit :portion for update skip locked) taken
        where c.project_key = taken.project_key and c.id = taken.id
        returning c.*),
      sums as (
        insert into asset_count as sum
        select project_key, month, sum(uploaded), sum(assets), sum(bytes) from portion
        group by 1, 2 order by 1, 2
        on conflict (project_key, month) do update set uploaded = sum.uploaded + excluded.uploaded,
          assets = sum.assets + excluded.assets, bytes = sum.bytes + excluded.bytes)
      select count(*) from portion
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Fold(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public String name() {
    return "number-fold";
  }

  @Override
  public Duration delay() {
    return PAUSE;
  }

  @Override
  public void run() throws InterruptedException {
    for (String part : new String[] {WORK, TASKS, ASSETS}) {
      while (Boolean.TRUE.equals(transaction.execute(status -> isFull(part)))) {
        if (Thread.interrupted()) {
          throw new InterruptedException("The server stops");
        }
      }
    }
  }

  private boolean isFull(String part) {
    return jdbc.sql(part).param("portion", PORTION).query(Long.class).single() == PORTION;
  }
}
