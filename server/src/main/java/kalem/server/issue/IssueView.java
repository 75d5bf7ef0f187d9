package kalem.server.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalInt;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An issue as clients see it (api.md 5.7); what does not apply is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IssueView(
    @JsonProperty("_id") String id,
    String project,
    String asset,
    String labelTask,
    String stage,
    String stageId,
    String status,
    String content,
    List<MentionView> contentMentions,
    @Nullable String position,
    @Nullable Integer page,
    @Nullable Integer pageEnd,
    @Nullable Integer dataIndex,
    @Nullable String plane,
    @Nullable String objectId,
    @Nullable String assignee,
    JsonNode errorCodes,
    @Nullable String errorType,
    @Nullable String errorCode,
    @Nullable JsonNode pctDetails,
    List<CommentView> comments,
    String createdAt,
    String createdBy,
    @Nullable String updatedAt,
    @Nullable String updatedBy,
    @Nullable String resolvedAt,
    @Nullable String resolvedBy) {

  /** Somebody mentioned. */
  record MentionView(String userEmail, String userName) {}

  /** A reply. */
  record CommentView(
      @JsonProperty("_id") String id,
      String content,
      String createdBy,
      String createdAt,
      String updatedAt,
      List<MentionView> contentMentions) {}

  static IssueView of(String projectId, Issue issue) {
    JsonNode codes = Json.parse(issue.errorCodes());
    return new IssueView(
        issue.id(),
        projectId,
        issue.assetId(),
        issue.taskId(),
        issue.stageName(),
        issue.stageId(),
        issue.status().wireName(),
        issue.text().content(),
        mentions(issue.text()),
        issue.place().position().orElse(null),
        orNull(issue.place().page()),
        orNull(issue.place().pageEnd()),
        orNull(issue.place().dataIndex()),
        issue.place().plane().orElse(null),
        issue.place().objectId().orElse(null),
        issue.assignee().orElse(null),
        codes,
        codes.path(0).path("category").stringValueOpt().orElse(null),
        codes.path(0).path("name").stringValueOpt().orElse(null),
        issue.pctDetails().map(Json::parse).orElse(null),
        issue.comments().stream().map(IssueView::comment).toList(),
        Timestamps.format(issue.created().at()),
        issue.created().by(),
        issue.updated().map(stamp -> Timestamps.format(stamp.at())).orElse(null),
        issue.updated().map(Issue.Stamp::by).orElse(null),
        issue.resolved().map(stamp -> Timestamps.format(stamp.at())).orElse(null),
        issue.resolved().map(Issue.Stamp::by).orElse(null));
  }

  private static CommentView comment(Issue.Comment comment) {
    String created = Timestamps.format(comment.created().at());
    return new CommentView(
        comment.id(),
        comment.text().content(),
        comment.created().by(),
        created,
        created,
        mentions(comment.text()));
  }

  /** People are named by their e-mail inside projects. */
  private static List<MentionView> mentions(Issue.Text text) {
    return text.mentions().stream().map(email -> new MentionView(email, email)).toList();
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
