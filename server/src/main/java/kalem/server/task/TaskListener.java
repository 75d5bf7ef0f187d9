package kalem.server.task;

import java.time.InstantSource;
import java.util.List;
import kalem.server.asset.AssetBatchesChanged;
import kalem.server.asset.AssetUpdated;
import kalem.server.asset.AssetsDeleted;
import kalem.server.kernel.Timestamps;
import kalem.server.project.BatchesRemoved;
import kalem.server.project.ProjectMemberRemoved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps tasks in step with what happens to assets, batches and members, in the same transaction.
 */
@Component
class TaskListener {
  private final TaskStore tasks;
  private final InstantSource clock;

  TaskListener(TaskStore tasks, InstantSource clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  @EventListener
  void on(AssetsDeleted event) {
    tasks.deleteOfAssets(event.projectKey(), event.assetIds(), Timestamps.now(clock));
  }

  @EventListener
  void on(AssetBatchesChanged event) {
    tasks.copyFromAssets(event.projectKey(), event.assetIds());
  }

  @EventListener
  void on(AssetUpdated event) {
    tasks.copyFromAssets(event.after().projectKey(), List.of(event.after().id()));
    if (event.before().priority() != event.after().priority()) {
      tasks.setPriority(event.after().projectKey(), event.after().id(), event.after().priority());
    }
  }

  @EventListener
  void on(BatchesRemoved event) {
    tasks.dropBatches(event.projectKey(), event.batchIds());
  }

  /** Open tasks of theirs become free; finished work keeps their e-mail (people.md 3.2). */
  @EventListener
  void on(ProjectMemberRemoved event) {
    tasks.releaseAllOf(event.projectKey(), event.email());
  }
}
