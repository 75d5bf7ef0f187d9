package kalem.server.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kalem.server.project.Project;
import kalem.server.project.ProjectNumbers;
import kalem.server.project.StageType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts for project pages: one query for a whole page of projects. */
@Component
class TaskCounts implements ProjectNumbers {
  private final JdbcClient jdbc;

  TaskCounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public long assets(int projectKey) {
    return jdbc.sql("select count(*) from asset where project_key = ? and deleted_at is null")
        .param(projectKey)
        .query(Long.class)
        .single();
  }

  @Override
  public Map<Integer, Tasks> tasks(Collection<Project> projects) {
    Map<Integer, List<String>> complete =
        projects.stream()
            .collect(
                Collectors.toMap(
                    Project::projectKey, project -> project.graph().ids(StageType.COMPLETE)));
    Map<Integer, List<String>> archived =
        projects.stream()
            .collect(
                Collectors.toMap(
                    Project::projectKey, project -> project.graph().ids(StageType.ARCHIVE)));
    Map<Integer, Tasks> counts = new HashMap<>();
    jdbc.sql(
            """
            select project_key, stage_id, count(*) as tasks from task
            where project_key = any(?) and type = 'default' and deleted_at is null
            group by project_key, stage_id
            """)
        .param(complete.keySet().toArray(Integer[]::new))
        .query(
            row -> {
              int project = row.getInt("project_key");
              long tasks = row.getLong("tasks");
              String stage = row.getString("stage_id");
              if (archived.getOrDefault(project, List.of()).contains(stage)) {
                return;
              }
              boolean done = complete.getOrDefault(project, List.of()).contains(stage);
              counts.merge(project, new Tasks(tasks, done ? tasks : 0), TaskCounts::sum);
            });
    return counts;
  }

  private static Tasks sum(Tasks one, Tasks other) {
    return new Tasks(one.total() + other.total(), one.completed() + other.completed());
  }
}
