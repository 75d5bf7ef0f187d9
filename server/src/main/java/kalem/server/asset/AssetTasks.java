package kalem.server.asset;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What asset lists show of tasks. Declared here, implemented by the task feature. */
public interface AssetTasks {
  /**
   * A finished stage visit.
   *
   * @param duration in milliseconds
   * @param completedBy e-mail; empty when a machine did it
   */
  record Visit(
      String stageId, String stageName, long duration, Instant completedAt, String completedBy) {}

  /**
   * A task of an asset.
   *
   * @param stage id of the current stage
   * @param assignee e-mail
   */
  record Work(
      String taskId,
      String stage,
      Optional<String> assignee,
      String status,
      List<Visit> stageHistory) {
    public Work {
      stageHistory = List.copyOf(stageHistory);
    }
  }

  /** Tasks by asset id; assets without tasks may be absent. */
  Map<String, List<Work>> of(int projectKey, Collection<String> assetIds);
}
