package kalem.server.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One finished stay of a task in a stage: the task as it left (workflow.md 9).
 *
 * @param visit which of the task's visits, from 1
 * @param rework whether the stage had been visited before
 * @param completedBy empty when no person moved the task on
 * @param submission where the submit named a version
 * @param consensusId the Consensus stage, when this is one of its judgments
 */
public record StageVisit(
    String id,
    String taskId,
    int visit,
    String stageId,
    String stageName,
    String stageType,
    Optional<String> answerId,
    Durations time,
    List<String> batchIds,
    Optional<ReviewStatus> reviewStatus,
    Optional<String> comment,
    boolean isSkipped,
    boolean rework,
    Instant enteredAt,
    Instant completedAt,
    Optional<String> completedBy,
    Optional<Submission> submission,
    Optional<String> consensusId) {

  /**
   * What a person's submit was based on and held, so that a repeat of it is recognized.
   *
   * @param version of the task as the person saw it
   * @param hash of everything that was sent
   */
  public record Submission(int version, String hash) {}
}
