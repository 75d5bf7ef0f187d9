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
import kalem.server.project.Stage;
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
    Leases.Request request = request(access, project, kind, batchIds);
    Instant expires = TaskLease.endFrom(Timestamps.now(clock));
    if (kind == Kind.REVIEW) {
      return leases
          .own(request, false, expires)
          .or(() -> claim(request, false, expires))
          .or(() -> leases.own(request, true, expires))
          .or(() -> claim(request, true, expires));
    }
    Serving serving =
        new Serving(
            access.projectKey(), access.email(), request.stageIds(), request.batchIds(), expires);
    return benchmarks
        .resume(serving, false)
        .or(() -> leases.own(request, false, expires))
        .or(() -> benchmarks.serve(project, serving))
        .or(() -> claim(request, false, expires))
        .or(() -> benchmarks.resume(serving, true))
        .or(() -> leases.own(request, true, expires))
        .or(() -> claim(request, true, expires));
  }

  private Optional<String> claim(Leases.Request request, boolean skipped, Instant expires) {
    List<String> stages = new ArrayList<>(request.stageIds());
    while (!stages.isEmpty()) {
      String stage = stages.remove(ThreadLocalRandom.current().nextInt(stages.size()));
      Optional<String> claimed = leases.claim(request, stage, skipped, expires);
      if (claimed.isPresent()) {
        return claimed;
      }
    }
    return Optional.empty();
  }

  /** How many tasks wait for the caller; at most 1,000 are counted. */
  long available(ProjectAccess access, Kind kind) {
    if (!access.role().includes(kind.least())) {
      return 0;
    }
    return leases.available(request(access, projects.get(access), kind, List.of()), MOST_COUNTED);
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

  private static Leases.Request request(
      ProjectAccess access, Project project, Kind kind, List<String> batchIds) {
    return new Leases.Request(
        access.projectKey(),
        access.email(),
        project.graph().workable(kind.stageType, access.email()).stream().map(Stage::id).toList(),
        batchIds,
        kind == Kind.REVIEW);
  }
}
