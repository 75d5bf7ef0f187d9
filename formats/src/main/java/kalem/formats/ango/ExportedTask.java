package kalem.formats.ango;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The task of a row (export-format section 7).
 *
 * @param type {@code default}, {@code consensus} or {@code benchmark}
 * @param stage name of the stage
 * @param updatedBy e-mail of the last updater
 * @param totalDuration active time over all stages
 * @param times times of the current stage
 * @param totalTimes idle and blur times over all stages; its active time is {@code totalDuration}
 * @param answer the stored text of the answer
 * @param masks links to the masks
 * @param quality scores and marks
 * @param stageHistory earlier visits, oldest first
 */
public record ExportedTask(
    String taskId,
    String type,
    String stage,
    String stageId,
    Instant updatedAt,
    Optional<String> updatedBy,
    Duration totalDuration,
    WorkTimes times,
    WorkTimes totalTimes,
    AnswerMembers answer,
    MaskLinks masks,
    TaskQuality quality,
    List<StageVisit> stageHistory) {
  public ExportedTask {
    stageHistory = List.copyOf(stageHistory);
  }

  /** The same task with its labels. */
  public ExportedTask with(AnswerMembers labels, MaskLinks itsMasks, List<StageVisit> visits) {
    return new ExportedTask(
        taskId,
        type,
        stage,
        stageId,
        updatedAt,
        updatedBy,
        totalDuration,
        times,
        totalTimes,
        labels,
        itsMasks,
        quality,
        visits);
  }
}
