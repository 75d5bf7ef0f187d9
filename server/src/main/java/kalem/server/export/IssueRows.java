package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kalem.annotation.json.JsonText;
import kalem.formats.ExportedIssue;
import kalem.server.kernel.Json;
import kalem.server.storage.ObjectKey;
import tools.jackson.databind.JsonNode;

/**
 * The issues of an export (export-format section 15), to be read while the snapshot is open.
 *
 * @param limit how many at most; empty: all
 */
record IssueRows(RowBatches.Sources sources, TaskConditions conditions, OptionalLong limit) {

  static IssueRows of(RowBatches.Sources sources, TaskFilter filter) {
    return new IssueRows(
        sources, TaskConditions.ofIssues(sources.projectKey(), filter), OptionalLong.empty());
  }

  IssueRows first(int count) {
    return new IssueRows(sources, conditions, OptionalLong.of(count));
  }

  long count() {
    return sources.snapshot().countIssues(conditions);
  }

  /** Oldest first; to be closed. */
  Stream<ExportedIssue> read() {
    Stream<ExportedIssue> all = sources.snapshot().issues(conditions, (row, number) -> issue(row));
    return limit.isPresent() ? all.limit(limit.getAsLong()) : all;
  }

  /** Those of some tasks, by id of the task, oldest first. */
  Map<String, List<ExportedIssue>> ofTasks(Collection<String> taskIds) {
    TaskConditions ofTasks =
        new TaskConditions(
            "i.project_key = :project and i.task_id = any(:tasks::text[])"
                + " and i.deleted_at is null",
            Map.of("project", sources.projectKey(), "tasks", taskIds.toArray(String[]::new)));
    try (Stream<ExportedIssue> found =
        sources.snapshot().issues(ofTasks, (row, number) -> issue(row))) {
      return found.collect(Collectors.groupingBy(ExportedIssue::labelTask));
    }
  }

  private ExportedIssue issue(ResultSet row) throws SQLException {
    return new ExportedIssue(
        row.getString("id"),
        asset(row),
        row.getString("task_id"),
        row.getString("stage_name"),
        row.getString("stage_id"),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("updated_at")).map(Timestamp::toInstant),
        row.getString("status"),
        row.getString("content"),
        List.of((String[]) row.getArray("mentions").getArray()),
        comments(Json.parse(row.getString("comments"))),
        place(row),
        new ExportedIssue.Range(
            number(row, "page"),
            number(row, "page_end"),
            number(row, "data_index"),
            Optional.ofNullable(row.getString("plane"))),
        errorCodes(Json.parse(row.getString("error_codes"))));
  }

  private ExportedIssue.Asset asset(ResultSet row) throws SQLException {
    String content = row.getString("asset_content");
    return new ExportedIssue.Asset(
        row.getString("asset_id"),
        row.getString("kind").equals("STORED")
            ? sources.storedFileLink().apply(new ObjectKey(content))
            : content,
        row.getString("external_id"),
        Arrays.stream((String[]) row.getArray("batch_ids").getArray())
            .map(sources.batchNames()::get)
            .filter(Objects::nonNull)
            .toList());
  }

  private static List<ExportedIssue.Comment> comments(JsonNode list) {
    return list.valueStream()
        .map(
            comment ->
                new ExportedIssue.Comment(
                    comment.path("createdBy").asString(),
                    comment.path("content").asString(),
                    Instant.parse(comment.path("createdAt").asString())))
        .toList();
  }

  private static Optional<ExportedIssue.Place> place(ResultSet row) throws SQLException {
    String object = row.getString("object_id");
    String position = row.getString("position");
    String details = row.getString("pct_details");
    if (object != null) {
      return Optional.of(new ExportedIssue.Place.OnObject(object));
    }
    if (position != null) {
      return Optional.of(new ExportedIssue.Place.At(position));
    }
    return Optional.ofNullable(details)
        .map(text -> new ExportedIssue.Place.InPointCloud(JsonText.of(Json.parse(text))));
  }

  private static List<ExportedIssue.ErrorCode> errorCodes(JsonNode list) {
    return list.valueStream()
        .map(
            code ->
                new ExportedIssue.ErrorCode(
                    code.path("category").asString(),
                    code.path("name").asString(),
                    code.path("key").stringValueOpt()))
        .toList();
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
