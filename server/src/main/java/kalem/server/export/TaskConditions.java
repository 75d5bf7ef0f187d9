package kalem.server.export;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A task filter as SQL over the table alias {@code t}. */
record TaskConditions(String sql, Map<String, Object> parameters) {

  /**
   * @param completeStages ids of the stages in which a task counts as completed
   */
  static TaskConditions of(int projectKey, TaskFilter filter, List<String> completeStages) {
    Builder builder = new Builder();
    builder.add("t.project_key = :project", "project", projectKey);
    builder.terms.add("t.deleted_at is null");
    builder.anyOf("t.stage_id = any(:stages::text[])", "stages", filter.stages());
    builder.anyOf("t.batch_ids && :batches::text[]", "batches", filter.batches());
    builder.anyOf("t.type = any(:types::text[])", "types", filter.types());
    builder.anyOf("t.assignee = any(:assignees::text[])", "assignees", filter.assignees());
    builder.anyOf("t.id = any(:tasks::text[])", "tasks", filter.tasks());
    builder.anyOf("t.external_id = any(:externalIds::text[])", "externalIds", filter.externalIds());
    builder.statuses(filter.statuses(), completeStages);
    builder.range("t.created_at", "created", filter.createdAt());
    builder.range("t.updated_at", "updated", filter.updatedAt());
    builder.range("t.completed_at", "completed", filter.completedAt());
    return new TaskConditions(String.join(" and ", builder.terms), Map.copyOf(builder.parameters));
  }

  private static final class Builder {
    private final List<String> terms = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    void add(String term, String name, Object value) {
      terms.add(term);
      parameters.put(name, value);
    }

    void anyOf(String term, String name, List<String> values) {
      if (!values.isEmpty()) {
        add(term, name, values.toArray(String[]::new));
      }
    }

    void statuses(List<String> statuses, List<String> completeStages) {
      if (statuses.isEmpty()) {
        return;
      }
      List<String> alternatives = new ArrayList<>(List.of("t.status = any(:statuses::text[])"));
      parameters.put("statuses", statuses.toArray(String[]::new));
      parameters.put("completeStages", completeStages.toArray(String[]::new));
      if (statuses.contains("Completed")) {
        alternatives.add("t.stage_id = any(:completeStages::text[])");
      }
      if (statuses.contains("TODO")) {
        alternatives.add("t.stage_id <> all(:completeStages::text[])");
      }
      terms.add("(" + String.join(" or ", alternatives) + ")");
    }

    void range(String column, String name, TimeRange range) {
      range
          .after()
          .ifPresent(time -> add(column + " > :" + name + "After", name + "After", at(time)));
      range
          .before()
          .ifPresent(time -> add(column + " < :" + name + "Before", name + "Before", at(time)));
    }

    private static Timestamp at(Instant time) {
      return Timestamp.from(time);
    }
  }
}
