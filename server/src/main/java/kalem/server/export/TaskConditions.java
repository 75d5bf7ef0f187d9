package kalem.server.export;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tasks, as SQL over the table alias {@code t}. */
record TaskConditions(String sql, Map<String, Object> parameters) {
  TaskConditions {
    parameters = Map.copyOf(parameters);
  }

  /**
   * The tasks that a filter lets through.
   *
   * @param completeStages ids of the stages in which a task counts as completed
   */
  static TaskConditions of(int projectKey, TaskFilter filter, List<String> completeStages) {
    return new TaskConditions(
            "t.project_key = :project and t.deleted_at is null", Map.of("project", projectKey))
        .and(filtered(filter, completeStages));
  }

  /**
   * The tasks that an earlier export may hold and a newer one with this filter does not: deleted
   * ones, and those that changed in such a way that the filter keeps them out.
   */
  static TaskConditions gone(
      int projectKey, TaskFilter filter, List<String> completeStages, ChangesSince changes) {
    TaskConditions filtered = filtered(filter, completeStages);
    TaskConditions gone =
        new TaskConditions(
            "t.project_key = :project and t.created_at <= :sinceAt and ("
                + changes.sql("t", "deleted_at")
                + " or (t.deleted_at is null and "
                + changes.changedTask()
                + " and ("
                + filtered.sql()
                + ") is not true))",
            changes.parameters());
    return gone.with(filtered.parameters()).with(Map.of("project", projectKey));
  }

  /**
   * The issues that a filter lets through, over the table aliases {@code i} for the issue and
   * {@code t} for its task: batches, tasks and external ids are those of the task, times those of
   * the issue, and stages are not asked (export-format section 15).
   */
  static TaskConditions ofIssues(int projectKey, TaskFilter filter) {
    Builder builder = new Builder();
    builder.add("i.project_key = :project", "project", projectKey);
    builder.terms.add("i.deleted_at is null");
    builder.terms.add("t.deleted_at is null");
    builder.anyOf("t.batch_ids && :batches::text[]", "batches", filter.batches());
    builder.anyOf("t.id = any(:tasks::text[])", "tasks", filter.tasks());
    builder.anyOf("t.external_id = any(:externalIds::text[])", "externalIds", filter.externalIds());
    builder.range("i.created_at", "created", filter.createdAt());
    builder.range("coalesce(i.updated_at, i.created_at)", "updated", filter.updatedAt());
    return new TaskConditions(String.join(" and ", builder.terms), builder.parameters);
  }

  TaskConditions changed(ChangesSince changes) {
    return and(new TaskConditions(changes.changedTask(), changes.parameters()));
  }

  /** Only some, by id. */
  TaskConditions among(List<String> ids) {
    return and(
        new TaskConditions(
            "t.id = any(:among::text[])", Map.of("among", ids.toArray(String[]::new))));
  }

  /** Only the rows that belong to one part of a training set. */
  TaskConditions in(DataSplit.Part part, DataSplit.By by) {
    String hashed =
        switch (by) {
          case HASH -> "t.external_id";
          case BATCH -> "coalesce(t.batch_ids[1], t.external_id)";
        };
    return and(
        new TaskConditions(
            "('x' || left(md5("
                + hashed
                + "), 8))::bit(32)::bigint >= :partFrom and ('x' || left(md5("
                + hashed
                + "), 8))::bit(32)::bigint < :partTo",
            Map.of("partFrom", part.from(), "partTo", part.to())));
  }

  private TaskConditions and(TaskConditions other) {
    return new TaskConditions(sql + " and " + other.sql, parameters).with(other.parameters);
  }

  private TaskConditions with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(more);
    return new TaskConditions(sql, all);
  }

  private static TaskConditions filtered(TaskFilter filter, List<String> completeStages) {
    Builder builder = new Builder();
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
    return new TaskConditions(String.join(" and ", builder.terms), builder.parameters);
  }

  private static final class Builder {
    private final List<String> terms = new ArrayList<>(List.of("true"));
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
