package kalem.server.workflow;

import java.util.Collection;
import java.util.Set;
import kalem.server.project.Project;
import kalem.server.project.StageOccupancy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the project feature which stages hold tasks, and empties those it removes. */
@Component
class RemovedStages implements StageOccupancy {
  // Looked up when needed: projects are made before the workflow that reads them.
  private final ObjectProvider<Requeue> requeue;

  RemovedStages(ObjectProvider<Requeue> requeue) {
    this.requeue = requeue;
  }

  @Override
  public Set<String> occupied(int projectKey, Collection<String> stageIds) {
    return stageIds.isEmpty() ? Set.of() : requeue.getObject().occupied(projectKey, stageIds);
  }

  @Override
  public void move(
      Project changed, Collection<String> fromStageIds, String toStageId, String email) {
    requeue
        .getObject()
        .vacate(changed, fromStageIds, changed.graph().find(toStageId).orElseThrow(), email);
  }
}
