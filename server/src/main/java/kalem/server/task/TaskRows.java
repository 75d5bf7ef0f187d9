package kalem.server.task;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads rows of the tables {@code task} and {@code stage_history}. */
final class TaskRows {
  private TaskRows() {}

  static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getInt("project_key"),
        row.getString("id"),
        row.getString("asset_id"),
        row.getString("external_id"),
        texts(row.getArray("batch_ids")),
        row.getString("type"),
        row.getString("stage_id"),
        row.getInt("visit"),
        instant(row, "entered_at"),
        row.getString("status"),
        ReviewStatus.of(row.getString("review_status")).orElse(ReviewStatus.TODO),
        review(row),
        optional(row, "assignee"),
        optionalInstant(row, "lease_expires_at"),
        row.getInt("priority"),
        row.getInt("version"),
        optional(row, "answer_id"),
        texts(row.getArray("labeled_by")),
        row.getBoolean("is_draft"),
        row.getBoolean("is_skipped"),
        row.getBoolean("is_benchmark"),
        row.getBoolean("is_pre_labeled"),
        durations(row, ""),
        durations(row, "total_"),
        row.getInt("open_issues_count"),
        instant(row, "created_at"),
        row.getString("created_by"),
        instant(row, "updated_at"),
        row.getString("updated_by"),
        optionalInstant(row, "completed_at"),
        optional(row, "completed_by"),
        flow(row));
  }

  private static TaskFlow flow(ResultSet row) throws SQLException {
    return new TaskFlow(
        Mark.of(row.getString("mark")).orElse(Mark.NONE),
        optional(row, "mark_note"),
        optional(row, "pending"),
        row.getInt("automatic_steps"),
        row.getInt("skips"),
        row.getInt("total_skips"),
        consensus(row),
        judgment(row));
  }

  private static Optional<TaskFlow.Consensus> consensus(ResultSet row) throws SQLException {
    int average = row.getInt("consensus_average");
    return optional(row, "consensus_detailed")
        .map(detailed -> new TaskFlow.Consensus(average, detailed));
  }

  private static Optional<Judgment> judgment(ResultSet row) throws SQLException {
    Optional<String> parent = optional(row, "parent_id");
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    int round = row.getInt("round");
    Judgment.State state = Judgment.State.of(row.getString("judgment"));
    int score = row.getInt("judgment_score");
    return Optional.of(
        new Judgment(
            parent.get(),
            round,
            state,
            row.wasNull() ? OptionalInt.empty() : OptionalInt.of(score)));
  }

  static StageVisit visit(ResultSet row) throws SQLException {
    return new StageVisit(
        row.getString("id"),
        row.getString("task_id"),
        row.getInt("visit"),
        row.getString("stage_id"),
        row.getString("stage_name"),
        row.getString("stage_type"),
        optional(row, "answer_id"),
        durations(row, ""),
        texts(row.getArray("batch_ids")),
        optional(row, "review_status").flatMap(ReviewStatus::of),
        optional(row, "comment"),
        row.getBoolean("is_skipped"),
        row.getBoolean("rework"),
        instant(row, "entered_at"),
        instant(row, "completed_at"),
        optional(row, "completed_by"),
        submission(row),
        optional(row, "consensus_id"));
  }

  private static Optional<StageVisit.Submission> submission(ResultSet row) throws SQLException {
    int version = row.getInt("submitted_version");
    return optional(row, "submitted_hash").map(hash -> new StageVisit.Submission(version, hash));
  }

  private static Optional<Task.Review> review(ResultSet row) throws SQLException {
    Optional<String> by = optional(row, "reviewed_by");
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Task.Review(by.get(), instant(row, "reviewed_at"), optional(row, "review_comment")));
  }

  private static Durations durations(ResultSet row, String prefix) throws SQLException {
    return new Durations(
        row.getLong(prefix + "duration"),
        row.getLong(prefix + "idle_duration"),
        row.getLong(prefix + "blur_duration"));
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static Optional<String> optional(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    @Nullable Timestamp timestamp = row.getTimestamp(column);
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
