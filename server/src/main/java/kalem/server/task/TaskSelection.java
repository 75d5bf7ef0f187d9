package kalem.server.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import kalem.server.kernel.KalemException;
import tools.jackson.databind.JsonNode;

/**
 * The {@code filters} of requeue and priority (api.md 8.5): lists that are ANDed; an empty or
 * missing list does not restrict, so no filters select every task of the project.
 *
 * @param sql condition over {@code task t}
 */
public record TaskSelection(String sql, Map<String, Object> parameters) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "taskIds", "t.id",
          "externalIds", "t.external_id",
          "assetIds", "t.asset_id",
          "fromStageIds", "t.stage_id");

  public TaskSelection {
    parameters = Map.copyOf(parameters);
  }

  /** Exactly these tasks. */
  public static TaskSelection ofTasks(List<String> ids) {
    return new TaskSelection(
        "t.id = any(:taskIds) and t.deleted_at is null",
        Map.of("taskIds", ids.toArray(String[]::new)));
  }

  /** Every main task in these stages. */
  public static TaskSelection inStages(List<String> stageIds) {
    return new TaskSelection(
        "t.stage_id = any(:fromStageIds) and t.type = 'default' and t.deleted_at is null",
        Map.of("fromStageIds", stageIds.toArray(String[]::new)));
  }

  /** Main tasks and judgments in a stage. */
  public static TaskSelection withJudgments(String stageId) {
    return new TaskSelection(
        "t.stage_id = any(:fromStageIds) and t.type in ('default', 'consensus')"
            + " and t.deleted_at is null",
        Map.of("fromStageIds", new String[] {stageId}));
  }

  /** Judgments in these stages that can still be given. */
  public static TaskSelection openJudgmentsIn(List<String> stageIds) {
    return new TaskSelection(
        "t.stage_id = any(:fromStageIds) and t.judgment = 'open' and t.deleted_at is null",
        Map.of("fromStageIds", stageIds.toArray(String[]::new)));
  }

  /** Main tasks in a stage; only those of some batches when there are any. */
  public static TaskSelection inStage(String stageId, List<String> batchIds) {
    TaskSelection all = inStages(List.of(stageId));
    return batchIds.isEmpty()
        ? all
        : all.and(
            "t.batch_ids && :batches::text[]", Map.of("batches", batchIds.toArray(String[]::new)));
  }

  /** Of these, the tasks that something keeps. */
  public TaskSelection marked(List<Mark> marks) {
    return and(
        "t.mark = any(:marks::text[])",
        Map.of("marks", marks.stream().map(Mark::wireName).toArray(String[]::new)));
  }

  private TaskSelection and(String condition, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.putAll(more);
    return new TaskSelection(sql + " and " + condition, all);
  }

  /**
   * @param filters object or missing
   * @param batchIds resolves ids or names of batches to ids
   * @throws KalemException when it is something else, or naming a filter that is not a list of
   *     texts
   */
  public static TaskSelection of(JsonNode filters, UnaryOperator<List<String>> batchIds) {
    // No filters at all mean every task, so anything else that holds none must not pass for it.
    if (!filters.isObject() && !filters.isMissingNode() && !filters.isNull()) {
      throw KalemException.invalid("filters must be an object.");
    }
    requireKnown(filters);
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    COLUMNS.forEach(
        (key, column) -> {
          List<String> values = texts(filters, key);
          if (!values.isEmpty()) {
            conditions.add(column + " = any(:" + key + ")");
            parameters.put(key, values.toArray(String[]::new));
          }
        });
    List<String> batches = texts(filters, "batches");
    if (!batches.isEmpty()) {
      conditions.add("t.batch_ids && :batches::text[]");
      parameters.put("batches", batchIds.apply(batches).toArray(String[]::new));
    }
    // A judgment is only ever meant where it is named.
    conditions.add(
        parameters.containsKey("taskIds")
            ? "t.type in ('default', 'consensus') and t.deleted_at is null"
            : "t.type = 'default' and t.deleted_at is null");
    return new TaskSelection(String.join(" and ", conditions), parameters);
  }

  /** A mistyped filter must not select every task. */
  private static void requireKnown(JsonNode filters) {
    for (String key : filters.propertyNames()) {
      if (!COLUMNS.containsKey(key) && !key.equals("batches")) {
        throw KalemException.invalid(
            "Unknown filter: "
                + key
                + ". Known: taskIds, externalIds, assetIds, batches, fromStageIds.");
      }
    }
  }

  private static List<String> texts(JsonNode filters, String key) {
    JsonNode list = filters.path(key);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray() || list.valueStream().anyMatch(value -> !value.isString())) {
      throw KalemException.invalid("filters." + key + " must be a list of texts.");
    }
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
