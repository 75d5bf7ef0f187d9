package kalem.server.insight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where tasks are, from counters. */
@Repository
class TaskNumbers {
  private static final String COUNTS =
      """
      (select project_key, type, stage_id, person, is_held, batch_ids, tasks from task_count
       where project_key = :project
       union all
       select project_key, type, stage_id, person, is_held, batch_ids, tasks from task_count_change
       where project_key = :project) counts
      """;

  private final JdbcClient jdbc;

  TaskNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Tasks by stage.
   *
   * @param person those this person holds or labeled; empty: all
   */
  Map<String, Long> byStage(int projectKey, String person, List<String> batchIds) {
    Map<String, Long> stages = new HashMap<>();
    jdbc.sql(
            "select stage_id, sum(tasks) as tasks from "
                + COUNTS
                + """
                where type = 'default' and person = :person
                  and (:batches::text[] = '{}' or batch_ids && :batches::text[])
                group by stage_id
                """)
        .param("project", projectKey)
        .param("person", person)
        .param("batches", batchIds.toArray(String[]::new))
        .query(
            row -> {
              stages.put(row.getString("stage_id"), row.getLong("tasks"));
            });
    return stages;
  }

  /** Tasks and open judgments that people hold in some stages, by person. */
  Map<String, Long> held(int projectKey, List<String> stageIds, List<String> batchIds) {
    Map<String, Long> people = new HashMap<>();
    jdbc.sql(
            "select person, sum(tasks) as tasks from "
                + COUNTS
                + """
                where is_held and stage_id = any(:stages::text[])
                  and (:batches::text[] = '{}' or batch_ids && :batches::text[])
                group by person
                """)
        .param("project", projectKey)
        .param("stages", stageIds.toArray(String[]::new))
        .param("batches", batchIds.toArray(String[]::new))
        .query(
            row -> {
              people.put(row.getString("person"), row.getLong("tasks"));
            });
    return people;
  }
}
