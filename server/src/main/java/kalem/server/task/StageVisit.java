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
 * @param submittedVersion the version of the task that the submit was based on, where it said so
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
    Optional<Integer> submittedVersion) {}
