package kalem.server.issue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kalem.server.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Issues and their comments. Those of deleted tasks are seen by nobody. */
@Repository
class IssueStore {
  private static final String FROM =
      """
      from issue i join task t on t.project_key = i.project_key and t.id = i.task_id where
      """;

  private final JdbcClient jdbc;

  IssueStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Issue issue) {
    parameters(
            jdbc.sql(
                """
                insert into issue (project_key, id, task_id, asset_id, stage_id, stage_name, status,
                  content, mentions, object_id, position, page, page_end, data_index, plane,
                  assignee, error_codes, pct_details, created_at, created_by)
                values (:project, :id, :task, :asset, :stage, :stageName, :status, :content,
                  :mentions, :object, :position, :page, :pageEnd, :dataIndex, :plane, :assignee,
                  :errorCodes::json, :pctDetails::json, :createdAt, :createdBy)
                """),
            issue)
        .param("task", issue.taskId())
        .param("asset", issue.assetId())
        .param("stage", issue.stageId())
        .param("stageName", issue.stageName())
        .param("object", issue.place().objectId().orElse(null))
        .param("position", issue.place().position().orElse(null))
        .param("page", orNull(issue.place().page()))
        .param("pageEnd", orNull(issue.place().pageEnd()))
        .param("dataIndex", orNull(issue.place().dataIndex()))
        .param("plane", issue.place().plane().orElse(null))
        .param("assignee", issue.assignee().orElse(null))
        .param("createdAt", Timestamp.from(issue.created().at()))
        .param("createdBy", issue.created().by())
        .update();
  }

  /** Writes what can change. */
  void update(Issue issue) {
    parameters(
            jdbc.sql(
                """
                update issue set status = :status, content = :content, mentions = :mentions,
                  error_codes = :errorCodes::json, pct_details = :pctDetails::json,
                  updated_at = :updatedAt, updated_by = :updatedBy, resolved_at = :resolvedAt,
                  resolved_by = :resolvedBy
                where project_key = :project and id = :id
                """),
            issue)
        .param("updatedAt", issue.updated().map(s -> Timestamp.from(s.at())).orElse(null))
        .param("updatedBy", issue.updated().map(Issue.Stamp::by).orElse(null))
        .param("resolvedAt", issue.resolved().map(s -> Timestamp.from(s.at())).orElse(null))
        .param("resolvedBy", issue.resolved().map(Issue.Stamp::by).orElse(null))
        .update();
  }

  private static JdbcClient.StatementSpec parameters(JdbcClient.StatementSpec sql, Issue issue) {
    return sql.param("project", issue.projectKey())
        .param("id", issue.id())
        .param("status", issue.status().wireName())
        .param("content", issue.text().content())
        .param("mentions", issue.text().mentions().toArray(String[]::new))
        .param("errorCodes", issue.errorCodes())
        .param("pctDetails", issue.pctDetails().orElse(null));
  }

  void addComment(int projectKey, String issueId, Issue.Comment comment) {
    jdbc.sql(
            """
            insert into issue_comment (project_key, id, issue_id, content, mentions, created_at,
              created_by)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            projectKey,
            comment.id(),
            issueId,
            comment.text().content(),
            comment.text().mentions().toArray(String[]::new),
            Timestamp.from(comment.created().at()),
            comment.created().by())
        .update();
  }

  void markDeleted(int projectKey, String id, Instant now) {
    jdbc.sql("update issue set deleted_at = ? where project_key = ? and id = ?")
        .params(Timestamp.from(now), projectKey, id)
        .update();
  }

  Optional<Issue> find(int projectKey, String id) {
    List<Issue> found =
        jdbc.sql(
                "select i.* "
                    + FROM
                    + "i.project_key = ? and i.id = ? and i.deleted_at is null"
                    + " and t.deleted_at is null")
            .params(projectKey, id)
            .query((row, number) -> issue(row))
            .list();
    return withComments(projectKey, found).stream().findFirst();
  }

  /** Newest first. */
  List<Issue> list(IssueFilter filter, long offset, int limit) {
    IssueFilter.Condition condition = filter.condition();
    return withComments(
        filter.projectKey(),
        jdbc.sql(
                "select i.* "
                    + FROM
                    + condition.sql()
                    + " order by i.created_at desc, i.id desc offset :offset limit :limit")
            .params(condition.parameters())
            .param("offset", offset)
            .param("limit", limit)
            .query((row, number) -> issue(row))
            .list());
  }

  long count(IssueFilter filter) {
    IssueFilter.Condition condition = filter.condition();
    return jdbc.sql("select count(*) " + FROM + condition.sql())
        .params(condition.parameters())
        .query(Long.class)
        .single();
  }

  int countOpen(int projectKey, String taskId) {
    return jdbc.sql(
            """
            select count(*) from issue where project_key = ? and task_id = ? and status = 'Open'
              and deleted_at is null
            """)
        .params(projectKey, taskId)
        .query(Integer.class)
        .single();
  }

  private List<Issue> withComments(int projectKey, List<Issue> issues) {
    Map<String, List<Issue.Comment>> comments =
        comments(projectKey, issues.stream().map(Issue::id).toList());
    return issues.stream()
        .map(
            issue ->
                IssueEdit.of(issue).comments(comments.getOrDefault(issue.id(), List.of())).build())
        .toList();
  }

  private Map<String, List<Issue.Comment>> comments(int projectKey, Collection<String> issueIds) {
    Map<String, List<Issue.Comment>> comments = new HashMap<>();
    jdbc.sql(
            """
            select * from issue_comment where project_key = ? and issue_id = any(?)
            order by created_at, id
            """)
        .params(projectKey, issueIds.toArray(String[]::new))
        .query(
            row -> {
              comments
                  .computeIfAbsent(row.getString("issue_id"), id -> new ArrayList<>())
                  .add(
                      new Issue.Comment(
                          row.getString("id"),
                          text(row),
                          new Issue.Stamp(
                              row.getTimestamp("created_at").toInstant(),
                              row.getString("created_by"))));
            });
    return comments;
  }

  private static Issue.Text text(ResultSet row) throws SQLException {
    return new Issue.Text(
        row.getString("content"), List.of((String[]) row.getArray("mentions").getArray()));
  }

  private static Issue issue(ResultSet row) throws SQLException {
    return new Issue(
        row.getInt("project_key"),
        row.getString("id"),
        row.getString("task_id"),
        row.getString("asset_id"),
        row.getString("stage_id"),
        row.getString("stage_name"),
        IssueStatus.of(row.getString("status")).orElseThrow(),
        text(row),
        new IssuePlace(
            Optional.ofNullable(row.getString("object_id")),
            Optional.ofNullable(row.getString("position")),
            number(row, "page"),
            number(row, "page_end"),
            number(row, "data_index"),
            Optional.ofNullable(row.getString("plane"))),
        Optional.ofNullable(row.getString("assignee")),
        row.getString("error_codes"),
        Optional.ofNullable(row.getString("pct_details")),
        new Issue.Stamp(row.getTimestamp("created_at").toInstant(), row.getString("created_by")),
        stamp(row, "updated"),
        stamp(row, "resolved"),
        List.of());
  }

  private static Optional<Issue.Stamp> stamp(ResultSet row, String what) throws SQLException {
    Timestamp at = row.getTimestamp(what + "_at");
    return at == null
        ? Optional.empty()
        : Optional.of(new Issue.Stamp(at.toInstant(), row.getString(what + "_by")));
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  List<Issues.OpenIssue> open(int projectKey, String taskId) {
    return jdbc.sql(
            """
            select stage_id, error_codes from issue
            where project_key = ? and task_id = ? and status = 'Open' and deleted_at is null
            """)
        .params(projectKey, taskId)
        .query(
            (row, number) ->
                new Issues.OpenIssue(
                    row.getString("stage_id"), codes(row.getString("error_codes"))))
        .list();
  }

  private static Set<String> codes(String json) {
    Set<String> codes = new HashSet<>();
    for (JsonNode code : Json.parse(json)) {
      codes.add(code.path("name").asString(""));
      codes.add(code.path("key").asString(""));
    }
    codes.remove("");
    return codes;
  }

  void move(int projectKey, String fromTaskId, String toTaskId) {
    jdbc.sql("update issue set task_id = ? where project_key = ? and task_id = ?")
        .params(toTaskId, projectKey, fromTaskId)
        .update();
  }
}
