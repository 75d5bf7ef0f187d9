package kalem.server.issue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which issues are listed.
 *
 * @param stage id or name
 * @param mine e-mail of a person who sees only what concerns them; empty: all are seen
 */
record IssueFilter(
    int projectKey,
    Optional<String> task,
    Optional<String> asset,
    Optional<String> stage,
    Optional<String> createdBy,
    Optional<String> assignee,
    Optional<IssueStatus> status,
    Optional<String> mine) {

  /** Over table aliases {@code i} for the issue and {@code t} for its task. */
  record Condition(String sql, Map<String, Object> parameters) {}

  Condition condition() {
    List<String> terms =
        new ArrayList<>(
            List.of("i.project_key = :project", "i.deleted_at is null", "t.deleted_at is null"));
    Map<String, Object> parameters = new HashMap<>(Map.of("project", projectKey));
    add(terms, parameters, "i.task_id = :task", "task", task);
    add(terms, parameters, "i.asset_id = :asset", "asset", asset);
    add(terms, parameters, "(i.stage_id = :stage or i.stage_name = :stage)", "stage", stage);
    add(terms, parameters, "i.created_by = :createdBy", "createdBy", createdBy);
    add(terms, parameters, "i.assignee = :assignee", "assignee", assignee);
    add(terms, parameters, "i.status = :status", "status", status.map(IssueStatus::wireName));
    add(
        terms,
        parameters,
        """
        (i.created_by = :me or :me = any(i.mentions) or t.assignee = :me or :me = any(t.labeled_by)
          or exists (select 1 from issue_comment c where c.project_key = i.project_key
            and c.issue_id = i.id and (c.created_by = :me or :me = any(c.mentions))))
        """,
        "me",
        mine);
    return new Condition(String.join(" and ", terms), parameters);
  }

  private static void add(
      List<String> terms,
      Map<String, Object> parameters,
      String term,
      String name,
      Optional<String> value) {
    value.ifPresent(
        text -> {
          terms.add(term);
          parameters.put(name, text);
        });
  }
}
