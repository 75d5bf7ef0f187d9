package kalem.server.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.benchmark.Benchmarks;
import kalem.server.benchmark.Serving;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import kalem.server.project.StageGraph;
import kalem.server.project.StageType;
import kalem.server.task.TaskLease;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands tasks out (workflow.md 5): first what the person already holds, then now and then a
 * benchmark, then the free ones by priority and age; skipped ones last. With several stages open to
 * the person one is picked at random.
 */
@Service
class Queue {
  /** Beside the Start buttons more than this is "many". */
  private static final int MOST_COUNTED = 1000;

  private final Leases leases;
  private final Benchmarks benchmarks;
  private final Projects projects;
  private final InstantSource clock;

  Queue(Leases leases, Benchmarks benchmarks, Projects projects, InstantSource clock) {
    this.leases = leases;
    this.benchmarks = benchmarks;
    this.projects = projects;
    this.clock = clock;
  }

  /** The two queues of a project. */
  enum Kind {
    LABEL(StageType.LABEL, ProjectRole.LABELER),
    REVIEW(StageType.REVIEW, ProjectRole.REVIEWER);

    private final StageType stageType;
    private final ProjectRole least;

    Kind(StageType stageType, ProjectRole least) {
      this.stageType = stageType;
      this.least = least;
    }

    ProjectRole least() {
      return least;
    }
  }

  /**
   * Claims the next task for the caller.
   *
   * @return its id; empty when nothing is available
   */
  @Transactional
  Optional<String> next(ProjectAccess access, Kind kind, List<String> batchIds) {
    Project project = projects.get(access);
    List<QueuedStage> stages = stages(project, kind, access.email());
    Leases.Request request = new Leases.Request(access.projectKey(), access.email(), batchIds);
    Instant now = Timestamps.now(clock);
    if (stages.stream().anyMatch(QueuedStage::isOneJudgmentEach)) {
      leases.takeTurns(access.projectKey(), access.email());
    }
    List<String> ids = stages.stream().map(QueuedStage::id).toList();
    Instant expires = TaskLease.endFrom(now);
    if (kind == Kind.REVIEW) {
      return leases
          .own(request, ids, false, expires)
          .or(() -> claim(request, stages, false, now))
          .or(() -> leases.own(request, ids, true, expires))
          .or(() -> claim(request, stages, true, now));
    }
    Serving serving = new Serving(access.projectKey(), access.email(), ids, batchIds, expires);
    return benchmarks
        .resume(serving, false)
        .or(() -> leases.own(request, ids, false, expires))
        .or(() -> benchmarks.serve(project, serving))
        .or(() -> claim(request, stages, false, now))
        .or(() -> benchmarks.resume(serving, true))
        .or(() -> leases.own(request, ids, true, expires))
        .or(() -> claim(request, stages, true, now));
  }

  private Optional<String> claim(
      Leases.Request request, List<QueuedStage> open, boolean skipped, Instant now) {
    List<QueuedStage> stages = new ArrayList<>(open);
    while (!stages.isEmpty()) {
      QueuedStage stage = stages.remove(ThreadLocalRandom.current().nextInt(stages.size()));
      if (mayHoldMore(request, stage)) {
        Optional<String> claimed = leases.claim(request, stage, skipped, expires(stage, now));
        if (claimed.isPresent()) {
          return claimed;
        }
      }
    }
    return Optional.empty();
  }

  private boolean mayHoldMore(Leases.Request request, QueuedStage stage) {
    return stage.mostHeld().isEmpty()
        || leases.held(request.projectKey(), request.email(), stage.id())
            < stage.mostHeld().getAsInt();
  }

  private static Optional<Instant> expires(QueuedStage stage, Instant now) {
    return stage.lock().isEmpty()
        ? Optional.of(TaskLease.endFrom(now))
        : stage.lock().filter(lock -> !lock.isZero()).map(now::plus);
  }

  /** How many tasks wait for the caller; at most 1,000 are counted. */
  long available(ProjectAccess access, Kind kind) {
    if (!access.role().includes(kind.least())) {
      return 0;
    }
    Leases.Request request = new Leases.Request(access.projectKey(), access.email(), List.of());
    long found = 0;
    for (QueuedStage stage : stages(projects.get(access), kind, access.email())) {
      found += leases.available(request, stage, MOST_COUNTED);
    }
    return Math.min(found, MOST_COUNTED);
  }

  /**
   * The end of the lease after a sign of life; empty when the caller holds no lease on the task.
   */
  @Transactional
  Optional<Instant> renew(ProjectAccess access, String taskId) {
    Instant expires = TaskLease.endFrom(Timestamps.now(clock));
    return leases.renew(access.projectKey(), taskId, access.email(), expires)
        ? Optional.of(expires)
        : Optional.empty();
  }

  private static List<QueuedStage> stages(Project project, Kind kind, String email) {
    StageGraph graph = project.graph();
    return graph.workable(kind.stageType, email).stream()
        .map(stage -> QueuedStage.of(graph, stage))
        .toList();
  }
}
