package kalem.formats.ango;

import java.time.Instant;
import java.util.Optional;

/**
 * One earlier visit of a stage: the task as it left that stage (export-format section 13).
 *
 * @param stage name of the stage, the last known one when it was deleted
 * @param completedBy e-mail; empty for automatic stages
 * @param reviewStatus {@code Accepted}, {@code Rejected}, {@code Todo} or {@code Fixed}
 * @param answer the stored text of the answer
 * @param taskHistory id to use with the task-history calls
 */
public record StageVisit(
    String stage,
    String stageId,
    boolean isStageDeleted,
    WorkTimes times,
    Instant completedAt,
    Optional<String> completedBy,
    Optional<String> submittedBy,
    Optional<String> reviewStatus,
    Optional<String> consensusId,
    Optional<String> taskHistory,
    AnswerMembers answer,
    MaskLinks masks) {
  /** The same visit with its labels. */
  public StageVisit with(AnswerMembers labels, MaskLinks itsMasks) {
    return new StageVisit(
        stage,
        stageId,
        isStageDeleted,
        times,
        completedAt,
        completedBy,
        submittedBy,
        reviewStatus,
        consensusId,
        taskHistory,
        labels,
        itsMasks);
  }
}
