package kalem.server.insight;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people did: sums with the changes that are not in them yet, in one statement each. */
@Repository
class WorkStore {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final String CHOSEN =
      """
      project_key = :project
        and (:batches::text[] = '{}' or batch_ids && :batches::text[])
        and (:stages::text[] = '{}' or stage_id = any(:stages::text[]))
      """;

  /** Single entries that no whole unit in the interval has summed up. */
  private static final String LOOSE =
      CHOSEN
          + """
            and ((at >= :from and at < :first) or (at >= :end and at < :to)
              or (at >= :first and at < :end and not is_summed))
          """;

  private static final String WORK =
      """
      with loose as materialized (select * from work_fact where
      """
          + LOOSE
          + """
          ), parts as (
            select email, kind, count, active, idle, blur, amount from work_hour
            where hour >= :first and hour < :end and
          """
          + CHOSEN
          + """
            union all select email, kind, count, active, idle, blur, amount from loose
            union all select email, 'tool:' || tool, number::int, 0, 0, 0, 0
            from loose cross join lateral json_each_text(annotations) counts (tool, number)
          )
          select email, kind, sum(count) as count, sum(active) as active, sum(idle) as idle, sum(blur) as blur,
            sum(amount) as amount
          from parts where cast(:email as text) is null or email = :email group by email, kind
          """;

  private static final String TIMES =
      """
      select kind, step, sum(count) as count, sum(active) as active from (
        select kind, step, count, active from work_time where day >= :first and day < :end and
      """
          + CHOSEN
          + """
            union all
            select kind, time_step(active), count, active from work_fact where kind in ('label', 'review') and
          """
          + LOOSE
          + ") parts group by kind, step order by kind, step";

  private final JdbcClient jdbc;

  WorkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Sums over one kind of work of one person.
   *
   * @param active milliseconds, as idle and blur
   * @param amount scores in percent, or returned tasks among labels, added up
   */
  record Sum(long count, long active, long idle, long blur, long amount) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0);

    Sum plus(Sum other) {
      return new Sum(
          count + other.count,
          active + other.active,
          idle + other.idle,
          blur + other.blur,
          amount + other.amount);
    }
  }

  /** Sums by person and kind of work (see work_fact). */
  Map<String, Map<String, Sum>> work(Choice choice, Optional<String> onlyOf) {
    Map<String, Map<String, Sum>> people = new HashMap<>();
    chosen(WORK, choice, HOUR)
        .param("email", onlyOf.orElse(null))
        .query(
            row -> {
              people
                  .computeIfAbsent(row.getString("email"), each -> new HashMap<>())
                  .put(
                      row.getString("kind"),
                      new Sum(
                          row.getLong("count"),
                          row.getLong("active"),
                          row.getLong("idle"),
                          row.getLong("blur"),
                          row.getLong("amount")));
            });
    return people;
  }

  /** Tasks whose active time falls into one step of {@code time_step}. */
  record TimeStep(int step, long count, long active) {}

  /** Times of label and review visits by these kinds of work, steps in order. */
  Map<String, List<TimeStep>> times(Choice choice) {
    Map<String, List<TimeStep>> kinds = new HashMap<>();
    chosen(TIMES, choice, DAY)
        .query(
            row -> {
              kinds
                  .computeIfAbsent(row.getString("kind"), each -> new ArrayList<>())
                  .add(
                      new TimeStep(
                          row.getInt("step"), row.getLong("count"), row.getLong("active")));
            });
    return kinds;
  }

  private JdbcClient.StatementSpec chosen(String sql, Choice choice, Duration unit) {
    Interval interval = choice.interval();
    return jdbc.sql(sql)
        .param("project", choice.projectKey())
        .param("batches", choice.batches())
        .param("stages", choice.stages())
        .param("from", Timestamp.from(interval.from()))
        .param("first", Timestamp.from(interval.firstWhole(unit)))
        .param("end", Timestamp.from(interval.endWhole(unit)))
        .param("to", Timestamp.from(interval.to()));
  }

  /** Names of accounts by e-mail. */
  Map<String, String> names(List<String> emails) {
    Map<String, String> names = new HashMap<>();
    jdbc.sql("select email, name from account where email = any(?::text[])")
        .param(emails.toArray(String[]::new))
        .query(
            row -> {
              names.put(row.getString("email"), row.getString("name"));
            });
    return names;
  }
}
