package kalem.server.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.formats.ExportedIssue;
import kalem.formats.ango.LegacyFacts;

/** What some forms of rows tell beside the task: names of people and issues. */
final class RowFacts implements LegacyFacts {
  private final SnapshotStore snapshot;
  private final IssueRows issues;
  private final boolean hasIssues;
  private final Map<String, String> names = new HashMap<>();

  RowFacts(SnapshotStore snapshot, IssueRows issues) {
    this.snapshot = snapshot;
    this.issues = issues;
    // Most projects have none, and then no task is asked.
    this.hasIssues = issues.count() > 0;
  }

  @Override
  public String displayName(String email) {
    return names.computeIfAbsent(email, each -> snapshot.accountName(each).orElse(each));
  }

  @Override
  public List<ExportedIssue> issues(String taskId) {
    return hasIssues ? issues.ofTask(taskId) : List.of();
  }
}
