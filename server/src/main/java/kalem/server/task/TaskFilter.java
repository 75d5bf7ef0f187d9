package kalem.server.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kalem.server.kernel.FilterPattern;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batch;
import kalem.server.project.Stage;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import tools.jackson.databind.JsonNode;

/**
 * Translates the filter of the task list (api.md 6) to SQL over {@code task t}. Values only ever
 * become parameters. Everything in it must hold (AND).
 */
final class TaskFilter {
  private static final String STRING_OPERATORS = "$eq, $ne, $regex, $in, $nin, $exists";
  private static final Map<String, String> COMPARISONS =
      Map.of("$eq", "=", "$ne", "<>", "$gt", ">", "$gte", ">=", "$lt", "<", "$lte", "<=");

  private static final Map<String, String> TEXT_COLUMNS =
      Map.of(
          "reviewStatus", "t.review_status",
          "type", "t.type",
          "assignee", "t.assignee",
          "externalId", "t.external_id",
          "createdBy", "t.created_by",
          "updatedBy", "t.updated_by",
          "_id", "t.id",
          "mark", "t.mark",
          "parentTask", "t.parent_id");

  private static final Map<String, String> DATE_COLUMNS =
      Map.of("createdAt", "t.created_at", "updatedAt", "t.updated_at");

  private static final Map<String, String> NUMBER_COLUMNS =
      Map.of(
          "priority", "t.priority",
          "openIssuesCount", "t.open_issues_count",
          "duration", "t.duration",
          "totalDuration", "t.total_duration");

  private static final Map<String, String> BOOLEAN_COLUMNS =
      Map.of(
          "isDraft", "t.is_draft",
          "isSkipped", "t.is_skipped",
          "isBenchmark", "t.is_benchmark",
          "isPreLabeled", "t.is_pre_labeled");

  private static final Set<String> EMAILS = Set.of("assignee", "createdBy", "updatedBy");

  private final StageGraph graph;
  private final List<Batch> batches;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private boolean namesType;
  private boolean namesPlace;

  TaskFilter(StageGraph graph, List<Batch> batches) {
    this.graph = graph;
    this.batches = batches;
  }

  /**
   * Adds a filter object.
   *
   * @throws KalemException naming what is unknown or of the wrong type
   */
  TaskFilter and(JsonNode filter) {
    if (!filter.isObject()) {
      throw KalemException.invalid("filter must be a JSON object.");
    }
    for (Map.Entry<String, JsonNode> field : filter.properties()) {
      addField(field.getKey(), field.getValue());
    }
    return this;
  }

  TaskFilter and(Sight.Condition condition) {
    conditions.add(condition.sql());
    parameters.putAll(condition.parameters());
    return this;
  }

  /**
   * The condition; without a filter on the type only main tasks match, and without one on the stage
   * or the task none in an Archive stage.
   */
  String sql() {
    List<String> all = new ArrayList<>(conditions);
    if (!namesType) {
      all.add("t.type = 'default'");
    }
    List<String> archives = stagesOf(StageType.ARCHIVE);
    if (!namesPlace && !archives.isEmpty()) {
      all.add("t.stage_id <> all(" + array(archives) + ")");
    }
    all.add("t.deleted_at is null");
    return String.join(" and ", all);
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  private void addField(String field, JsonNode value) {
    namesType |= field.equals("type") || field.equals("parentTask");
    namesPlace |= field.equals("stage") || field.equals("_id");
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> operator : value.properties()) {
        add(field, operator.getKey(), operator.getValue());
      }
    } else if (!value.isNull()) {
      add(field, value.isArray() ? "$in" : "$eq", value);
    }
  }

  private void add(String field, String operator, JsonNode value) {
    if (Set.of("$in", "$nin").contains(operator) && !value.isArray()) {
      throw KalemException.invalid(field + "." + operator + " must be a list.");
    }
    if (field.equals("stage")) {
      addStage(operator, value);
    } else if (field.equals("batches")) {
      addBatches(operator, value);
    } else if (field.equals("status")) {
      addStatus(operator, value);
    } else if (TEXT_COLUMNS.containsKey(field)) {
      addText(field, TEXT_COLUMNS.get(field), operator, value);
    } else if (DATE_COLUMNS.containsKey(field)) {
      addDate(field, DATE_COLUMNS.get(field), operator, value);
    } else if (NUMBER_COLUMNS.containsKey(field)) {
      addNumber(field, NUMBER_COLUMNS.get(field), operator, value);
    } else if (BOOLEAN_COLUMNS.containsKey(field)) {
      addBoolean(field, BOOLEAN_COLUMNS.get(field), operator, value);
    } else {
      throw KalemException.invalid("Unknown filter field: " + field + ".");
    }
  }

  private void addStage(String operator, JsonNode value) {
    switch (operator) {
      case "$exists" -> conditions.add(bool("stage", value) ? "true" : "false");
      case "$eq", "$in" -> conditions.add("t.stage_id = any(" + array(stages(value)) + ")");
      case "$ne", "$nin" -> conditions.add("t.stage_id <> all(" + array(stages(value)) + ")");
      case "$regex" -> {
        FilterPattern pattern = FilterPattern.of("stage", text("stage", value));
        List<String> ids =
            graph.stages().stream()
                .filter(stage -> pattern.isIn(stage.id()) || pattern.isIn(stage.name()))
                .map(Stage::id)
                .toList();
        conditions.add("t.stage_id = any(" + array(ids) + ")");
      }
      default -> throw unknownOperator("stage", operator, STRING_OPERATORS);
    }
  }

  /** A stage that no longer exists matches by its id, and so does a name nothing has: no task. */
  private List<String> stages(JsonNode value) {
    List<String> ids = new ArrayList<>();
    for (String text : texts("stage", value)) {
      ids.add(text);
      graph.stages().stream()
          .filter(stage -> stage.name().equals(text))
          .map(Stage::id)
          .forEach(ids::add);
    }
    return ids;
  }

  private void addBatches(String operator, JsonNode value) {
    switch (operator) {
      case "$exists" ->
          conditions.add("cardinality(t.batch_ids) " + (bool("batches", value) ? "> 0" : "= 0"));
      case "$eq", "$in" -> conditions.add("t.batch_ids && " + array(batchIds(value)));
      case "$ne", "$nin" -> conditions.add("not t.batch_ids && " + array(batchIds(value)));
      case "$regex" -> {
        FilterPattern pattern = FilterPattern.of("batches", text("batches", value));
        conditions.add(
            "t.batch_ids && "
                + array(batchIds(batch -> pattern.isIn(batch.id()) || pattern.isIn(batch.name()))));
      }
      default -> throw unknownOperator("batches", operator, STRING_OPERATORS);
    }
  }

  private List<String> batchIds(JsonNode value) {
    List<String> wanted = texts("batches", value);
    return batchIds(batch -> wanted.contains(batch.id()) || wanted.contains(batch.name()));
  }

  private List<String> batchIds(Predicate<Batch> wanted) {
    return batches.stream().filter(wanted).map(Batch::id).toList();
  }

  /**
   * Besides today's values, scripts use TODO and Completed for "not in" and "in a Complete stage".
   */
  private void addStatus(String operator, JsonNode value) {
    String completed = "t.stage_id = any(" + array(stagesOf(StageType.COMPLETE)) + ")";
    String words = "array[t.status, case when " + completed + " then 'Completed' else 'TODO' end]";
    switch (operator) {
      case "$exists" -> conditions.add(bool("status", value) ? "true" : "false");
      case "$eq", "$in" -> conditions.add(words + " && " + array(texts("status", value)));
      case "$ne", "$nin" ->
          conditions.add("not (" + words + " && " + array(texts("status", value)) + ")");
      case "$regex" ->
          conditions.add(
              "t.status ~ "
                  + parameter(FilterPattern.of("status", text("status", value)).forPostgres()));
      default -> throw unknownOperator("status", operator, STRING_OPERATORS);
    }
  }

  private List<String> stagesOf(StageType type) {
    return graph.stages().stream().filter(stage -> stage.type() == type).map(Stage::id).toList();
  }

  private void addText(String field, String column, String operator, JsonNode value) {
    switch (operator) {
      case "$exists" ->
          conditions.add(column + " is " + (bool(field, value) ? "not null" : "null"));
      case "$eq", "$in" ->
          conditions.add(column + " = any(" + array(comparable(field, value)) + ")");
      case "$ne", "$nin" ->
          conditions.add(
              "("
                  + column
                  + " is null or "
                  + column
                  + " <> all("
                  + array(comparable(field, value))
                  + "))");
      case "$regex" ->
          conditions.add(
              column
                  + " ~ "
                  + parameter(FilterPattern.of(field, text(field, value)).forPostgres()));
      default -> throw unknownOperator(field, operator, STRING_OPERATORS);
    }
  }

  private static List<String> comparable(String field, JsonNode value) {
    List<String> texts = texts(field, value);
    return EMAILS.contains(field)
        ? texts.stream().map(text -> text.toLowerCase(java.util.Locale.ROOT)).toList()
        : texts;
  }

  private void addDate(String field, String column, String operator, JsonNode value) {
    if (!Set.of("$gt", "$gte", "$lt", "$lte").contains(operator)) {
      throw unknownOperator(field, operator, "$gt, $gte, $lt, $lte");
    }
    conditions.add(
        column
            + " "
            + COMPARISONS.get(operator)
            + " "
            + parameter(java.sql.Timestamp.from(Timestamps.parse(field, text(field, value)))));
  }

  private void addNumber(String field, String column, String operator, JsonNode value) {
    String comparison = COMPARISONS.get(operator);
    if (comparison == null) {
      throw unknownOperator(field, operator, "$eq, $ne, $gt, $gte, $lt, $lte");
    }
    if (!value.isNumber()) {
      throw KalemException.invalid(field + "." + operator + " must be a number.");
    }
    conditions.add(column + " " + comparison + " " + parameter(value.decimalValue()));
  }

  private void addBoolean(String field, String column, String operator, JsonNode value) {
    if (!operator.equals("$eq")) {
      throw unknownOperator(field, operator, "$eq");
    }
    conditions.add(column + " = " + parameter(bool(field, value)));
  }

  private String parameter(Object value) {
    String name = "f" + parameters.size();
    parameters.put(name, value);
    return ":" + name;
  }

  private String array(Collection<String> values) {
    return parameter(values.toArray(String[]::new)) + "::text[]";
  }

  private static boolean bool(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw KalemException.invalid(field + " must be compared with true or false.");
    }
    return value.asBoolean();
  }

  private static String text(String field, JsonNode value) {
    if (!value.isString()) {
      throw KalemException.invalid(field + " must be compared with a text.");
    }
    return value.asString();
  }

  private static List<String> texts(String field, JsonNode value) {
    Stream<JsonNode> values = value.isArray() ? value.valueStream() : Stream.of(value);
    return values.map(one -> text(field, one)).toList();
  }

  private static KalemException unknownOperator(String field, String operator, String known) {
    return KalemException.invalid(
        "Unknown operator for " + field + ": " + operator + ". Known: " + known + ".");
  }
}
