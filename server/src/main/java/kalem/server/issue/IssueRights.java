package kalem.server.issue;

import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.KalemException;

/** Who may do what with an issue (workflow.md 15.3). */
final class IssueRights {
  private final ProjectAccess access;
  private final Issue issue;

  IssueRights(ProjectAccess access, Issue issue) {
    this.access = access;
    this.issue = issue;
  }

  /**
   * @throws KalemException forbidden for all but the author, leads and managers
   */
  void requireEdit() {
    if (!isAuthor() && !isLead()) {
      throw KalemException.forbidden(
          "Only its author, leads and managers change or delete an issue.");
    }
  }

  /**
   * @param inReview whether the task is in a review stage now
   * @throws KalemException forbidden for all but the author, the assignee, leads, managers and,
   *     while the task is reviewed, reviewers
   */
  void requireStatus(boolean inReview) {
    boolean isReviewer = inReview && access.role().includes(ProjectRole.REVIEWER);
    boolean isAssignee = issue.assignee().filter(access.email()::equals).isPresent();
    if (!isAuthor() && !isLead() && !isReviewer && !isAssignee) {
      throw KalemException.forbidden(
          "Only its author, its assignee, reviewers of the task, leads and managers resolve, close"
              + " or reopen an issue.");
    }
  }

  private boolean isAuthor() {
    return issue.created().by().equals(access.email());
  }

  private boolean isLead() {
    return access.role().includes(ProjectRole.LEAD);
  }
}
