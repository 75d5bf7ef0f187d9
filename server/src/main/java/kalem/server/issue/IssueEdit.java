package kalem.server.issue;

import java.util.List;
import java.util.Optional;

/** A change of an issue, part by part. */
final class IssueEdit {
  private final Issue base;
  private IssueStatus status;
  private Issue.Text text;
  private String errorCodes;
  private Optional<String> pctDetails;
  private Optional<Issue.Stamp> updated;
  private Optional<Issue.Stamp> resolved;
  private List<Issue.Comment> comments;

  private IssueEdit(Issue base) {
    this.base = base;
    this.status = base.status();
    this.text = base.text();
    this.errorCodes = base.errorCodes();
    this.pctDetails = base.pctDetails();
    this.updated = base.updated();
    this.resolved = base.resolved();
    this.comments = base.comments();
  }

  static IssueEdit of(Issue issue) {
    return new IssueEdit(issue);
  }

  IssueEdit text(Issue.Text changed) {
    text = changed;
    return this;
  }

  IssueEdit errorCodes(String json) {
    errorCodes = json;
    return this;
  }

  IssueEdit pctDetails(String json) {
    pctDetails = Optional.of(json);
    return this;
  }

  IssueEdit comments(List<Issue.Comment> all) {
    comments = all;
    return this;
  }

  IssueEdit updated(Issue.Stamp stamp) {
    updated = Optional.of(stamp);
    return this;
  }

  /** Resolving notes who did it; opening it again forgets that. */
  IssueEdit status(IssueStatus changed, Issue.Stamp stamp) {
    if (changed == IssueStatus.OPEN) {
      resolved = Optional.empty();
    } else if (changed == IssueStatus.RESOLVED && status != IssueStatus.RESOLVED) {
      resolved = Optional.of(stamp);
    }
    status = changed;
    return this;
  }

  Issue build() {
    return new Issue(
        base.projectKey(),
        base.id(),
        base.taskId(),
        base.assetId(),
        base.stageId(),
        base.stageName(),
        status,
        text,
        base.place(),
        base.assignee(),
        errorCodes,
        pctDetails,
        base.created(),
        updated,
        resolved,
        comments);
  }
}
