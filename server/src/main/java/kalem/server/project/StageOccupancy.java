package kalem.server.project;

import java.util.Collection;
import java.util.Set;

/** What a workflow change must know of tasks. Declared here, implemented by the task feature. */
public interface StageOccupancy {
  /** Of some stages, those that hold tasks. */
  Set<String> occupied(int projectKey, Collection<String> stageIds);

  /**
   * Moves every task out of some stages, as a requeue by the person does.
   *
   * @param changed the project with its new workflow
   */
  void move(Project changed, Collection<String> fromStageIds, String toStageId, String email);
}
