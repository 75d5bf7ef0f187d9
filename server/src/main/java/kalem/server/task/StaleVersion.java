package kalem.server.task;

import java.util.List;
import java.util.Map;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;

/** The refusal of a write that was based on an older version of a task. */
public final class StaleVersion {
  private StaleVersion() {}

  /** Names the current version and the stage, so that the editor can offer to merge. */
  public static KalemException of(Task task) {
    return new KalemException(
        ErrorCode.STALE_VERSION,
        "The task was changed elsewhere since you opened it. Load it again, then apply your"
            + " changes.",
        List.of(),
        Map.of("version", task.version(), "stage", task.stageId()));
  }
}
