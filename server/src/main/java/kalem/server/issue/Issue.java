package kalem.server.issue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An issue with its comments, oldest first.
 *
 * @param stageName name of the stage when the issue was opened
 * @param assignee who is to do something: the last labeler of the task when it was opened
 * @param errorCodes JSON list of {@code {category, name, key?}}
 * @param pctDetails JSON object of the editor for point clouds, kept word for word
 */
record Issue(
    int projectKey,
    String id,
    String taskId,
    String assetId,
    String stageId,
    String stageName,
    IssueStatus status,
    Text text,
    IssuePlace place,
    Optional<String> assignee,
    String errorCodes,
    Optional<String> pctDetails,
    Stamp created,
    Optional<Stamp> updated,
    Optional<Stamp> resolved,
    List<Comment> comments) {
  Issue {
    comments = List.copyOf(comments);
  }

  /**
   * What somebody wrote.
   *
   * @param mentions e-mails
   */
  record Text(String content, List<String> mentions) {
    Text {
      mentions = List.copyOf(mentions);
    }
  }

  /** Who did something, and when. */
  record Stamp(Instant at, String by) {}

  /** A reply. */
  record Comment(String id, Text text, Stamp created) {}

  /** Whether a person wrote it, replied, or was mentioned. */
  boolean involves(String email) {
    return created.by().equals(email)
        || text.mentions().contains(email)
        || comments.stream()
            .anyMatch(c -> c.created().by().equals(email) || c.text().mentions().contains(email));
  }
}
