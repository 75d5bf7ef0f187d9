package kalem.server.workflow;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.kernel.Timestamps;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deals with many tasks in portions, each a transaction that also notes how far it is. */
@Component
class BulkJob implements JobHandler<BulkMoves.Job> {
  private static final int PORTION = 200;
  private static final String RUNNING = "running";

  private final BulkStore store;
  private final BulkActs acts;
  private final TaskStore tasks;
  private final Projects projects;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  BulkJob(
      BulkStore store,
      BulkActs acts,
      TaskStore tasks,
      Projects projects,
      Notices notices,
      TransactionTemplate transaction,
      InstantSource clock) {
    this.store = store;
    this.acts = acts;
    this.tasks = tasks;
    this.projects = projects;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public JobKind<BulkMoves.Job> kind() {
    return BulkMoves.KIND;
  }

  @Override
  public void run(BulkMoves.Job job) throws InterruptedException {
    while (Boolean.TRUE.equals(transaction.execute(status -> portion(job)))) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The server stops");
      }
    }
  }

  /** Whether there is more. */
  private boolean portion(BulkMoves.Job job) {
    projects.holdStill(job.projectKey());
    Optional<Project> project = projects.find(job.projectKey());
    Optional<BulkStore.Bulk> bulk =
        store.findForUpdate(job.projectKey(), job.id()).filter(b -> b.state().equals(RUNNING));
    if (project.isEmpty() || bulk.isEmpty()) {
      return false;
    }
    BulkMoves.Order order = bulk.get().order();
    List<String> ids =
        tasks.select(job.projectKey(), order.selection(), bulk.get().last(), PORTION);
    if (ids.isEmpty()) {
      finish(project.get(), bulk.get());
      return false;
    }
    int moved = acts.apply(project.get(), order, ids);
    store.progress(job.projectKey(), job.id(), moved, ids.size() - moved, ids.getLast());
    return true;
  }

  private void finish(Project project, BulkStore.Bulk bulk) {
    store.finish(project.projectKey(), bulk.id(), "ready", Timestamps.now(clock));
    notices.tell(
        NewNotice.inProject(
            project.organizationId(),
            bulk.order().email(),
            NoticeKind.BULK_FINISHED,
            project.name()
                + ": "
                + bulk.moved()
                + " tasks went on, "
                + bulk.left()
                + " were left where they are.",
            new NewNotice.Place(project.id(), "/projects/" + project.id() + "/workflow")));
  }

  @Override
  public void gaveUp(BulkMoves.Job job, Throwable cause) {
    store.finish(job.projectKey(), job.id(), "failed", Timestamps.now(clock));
  }
}
