package kalem.server.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an organization uses (workflow.md 20.2), by project and month, from counters. */
@Repository
class Usage {
  private final JdbcClient jdbc;

  Usage(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Of one project in one month (UTC).
   *
   * @param uploaded assets added in it
   * @param assets those of them that are there still; bytes theirs, where their size is known
   * @param active milliseconds worked
   */
  record Month(
      Instant start,
      long uploaded,
      long assets,
      long bytes,
      long annotations,
      long active,
      long exports) {
    static Month of(Instant start) {
      return new Month(start, 0, 0, 0, 0, 0, 0);
    }

    private Month plus(Month more) {
      return new Month(
          start,
          uploaded + more.uploaded,
          assets + more.assets,
          bytes + more.bytes,
          annotations + more.annotations,
          active + more.active,
          exports + more.exports);
    }
  }

  /** A project with its months, oldest first. */
  record OfProject(String id, String name, boolean isDeleted, List<Month> months) {}

  /** Members of an organization: those who accepted an invitation, and its owner. */
  long seats(String organizationId) {
    return jdbc.sql("select count(*) from organization_member where organization_id = ?")
        .param(organizationId)
        .query(Long.class)
        .single();
  }

  private record Listed(int key, String id, String name, boolean isDeleted) {}

  /** All projects, deleted ones as well. */
  List<OfProject> projects(String organizationId) {
    List<Listed> projects =
        jdbc.sql(
                """
                select project_key, id, name, deleted_at is not null as is_deleted from project
                where organization_id = ? order by name, id
                """)
            .param(organizationId)
            .query(
                (row, number) ->
                    new Listed(
                        row.getInt("project_key"),
                        row.getString("id"),
                        row.getString("name"),
                        row.getBoolean("is_deleted")))
            .list();
    List<OfProject> found = new ArrayList<>();
    for (Listed each : projects) {
      found.add(
          new OfProject(each.id(), each.name(), each.isDeleted(), List.copyOf(months(each.key()))));
    }
    return found;
  }

  private List<Month> months(int projectKey) {
    Map<Instant, Month> months = new TreeMap<>();
    jdbc.sql(
            """
            select month, sum(uploaded) as uploaded, sum(assets) as assets, sum(bytes) as bytes,
              0 as annotations, 0 as active, 0 as exports
            from (select * from asset_count where project_key = :project
              union all select project_key, month, uploaded, assets, bytes from asset_count_change
              where project_key = :project) assets
            group by month
            union all
            select date_trunc('month', at, 'UTC'), 0, 0, 0, sum(annotations), sum(active), 0
            from (
              select hour as at, case when kind like 'tool:%' then count else 0 end as annotations, active
              from work_hour where project_key = :project
              union all
              select at, (select coalesce(sum(number::int), 0) from json_each_text(annotations) c (tool, number)),
                active
              from work_fact where project_key = :project and not is_summed) work
            group by 1
            union all
            select date_trunc('month', created_at, 'UTC'), 0, 0, 0, 0, 0, count(*)
            from export where project_key = :project group by 1
            """)
        .param("project", projectKey)
        .query(
            row -> {
              Instant month = row.getTimestamp("month").toInstant();
              months.merge(
                  month,
                  new Month(
                      month,
                      row.getLong("uploaded"),
                      row.getLong("assets"),
                      row.getLong("bytes"),
                      row.getLong("annotations"),
                      row.getLong("active"),
                      row.getLong("exports")),
                  Month::plus);
            });
    return List.copyOf(months.values());
  }

  /** Sum of all months of some projects. */
  static Month total(List<OfProject> projects) {
    return projects.stream()
        .flatMap(project -> project.months().stream())
        .reduce(Month.of(Instant.EPOCH), Month::plus);
  }
}
