package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import kalem.server.storage.ObjectKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
  Stream<ObjectNode> read() {
    Stream<ObjectNode> all = sources.snapshot().issues(conditions, (row, number) -> issue(row));
    return limit.isPresent() ? all.limit(limit.getAsLong()) : all;
  }

  private ObjectNode issue(ResultSet row) throws SQLException {
    ObjectNode issue = Json.object().put("_id", row.getString("id"));
    issue.set("asset", asset(row));
    issue
        .put("labelTask", row.getString("task_id"))
        .put("stage", row.getString("stage_name"))
        .put("stageId", row.getString("stage_id"))
        .put("status", row.getString("status"))
        .put("createdBy", row.getString("created_by"))
        .put("createdAt", Timestamps.format(row.getTimestamp("created_at").toInstant()));
    if (row.getTimestamp("updated_at") != null) {
      issue.put("updatedAt", Timestamps.format(row.getTimestamp("updated_at").toInstant()));
    }
    issue.put("content", row.getString("content"));
    texts(issue, "contentMentions", (String[]) row.getArray("mentions").getArray());
    text(issue, "objectId", row.getString("object_id"));
    text(issue, "position", row.getString("position"));
    number(issue, "page", row, "page");
    number(issue, "pageEnd", row, "page_end");
    number(issue, "dataIndex", row, "data_index");
    text(issue, "plane", row.getString("plane"));
    String details = row.getString("pct_details");
    if (details != null) {
      issue.set("pctDetails", Json.parse(details));
    }
    errorCodes(issue, Json.parse(row.getString("error_codes")));
    issue.set("comments", Json.parse(row.getString("comments")));
    return issue;
  }

  private ObjectNode asset(ResultSet row) throws SQLException {
    String content = row.getString("asset_content");
    ObjectNode asset =
        Json.object()
            .put("_id", row.getString("asset_id"))
            .put("externalId", row.getString("external_id"))
            .put(
                "asset",
                row.getString("kind").equals("STORED")
                    ? sources.storedFileLink().apply(new ObjectKey(content))
                    : content);
    ArrayNode batches = asset.putArray("batches");
    Arrays.stream((String[]) row.getArray("batch_ids").getArray())
        .map(sources.batchNames()::get)
        .filter(Objects::nonNull)
        .forEach(batches::add);
    return asset;
  }

  /** The first one also in the older single form, which converters read. */
  private static void errorCodes(ObjectNode issue, JsonNode codes) {
    if (!codes.isEmpty()) {
      issue.set("errorCodes", codes);
      text(issue, "errorType", codes.path(0).path("category").asString(""));
      text(issue, "errorCode", codes.path(0).path("name").asString(""));
    }
  }

  private static void text(ObjectNode issue, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      issue.put(key, value);
    }
  }

  private static void texts(ObjectNode issue, String key, String[] values) {
    if (values.length > 0) {
      ArrayNode list = issue.putArray(key);
      Arrays.stream(values).forEach(list::add);
    }
  }

  private static void number(ObjectNode issue, String key, ResultSet row, String column)
      throws SQLException {
    int value = row.getInt(column);
    if (!row.wasNull()) {
      issue.put(key, value);
    }
  }
}
