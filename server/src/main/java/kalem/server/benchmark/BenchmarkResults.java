package kalem.server.benchmark;

import java.time.InstantSource;
import java.util.List;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What came of benchmarks. Labelers and reviewers see their own averages and nothing else. */
@Service
class BenchmarkResults {
  private final BenchmarkStore store;
  private final InstantSource clock;

  BenchmarkResults(BenchmarkStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The average of a person. */
  record Standing(String email, long count, int average, boolean isCutOff) {}

  List<Standing> standings(ProjectAccess access) {
    String only = access.role().includes(ProjectRole.LEAD) ? "" : access.email();
    return store.averages(access.projectKey(), only).stream()
        .map(
            each ->
                new Standing(
                    each.email(),
                    each.count(),
                    (int) Math.floor(each.mean()),
                    store.isCutOff(access.projectKey(), each.email())))
        .toList();
  }

  /**
   * Submitted attempts, newest first.
   *
   * @param email of one person; empty: of all
   * @param goldTaskId at one benchmark; empty: at all
   */
  Page<Attempt> attempts(ProjectAccess access, String email, String goldTaskId, PageRequest page) {
    return new Page<>(
        store.finished(access.projectKey(), email, goldTaskId, page),
        store.countFinished(access.projectKey(), email, goldTaskId));
  }

  Attempt attempt(ProjectAccess access, String taskId) {
    return store
        .attempt(access.projectKey(), taskId)
        .filter(attempt -> attempt.submittedAt().isPresent())
        .orElseThrow(() -> KalemException.notFound("Benchmark result", taskId));
  }

  /**
   * Lets a person get tasks again; only attempts from now on count for the next cut-off.
   *
   * @throws KalemException not found when the person is not cut off
   */
  @Transactional
  void clear(ProjectAccess access, String email) {
    if (!store.clear(access.projectKey(), email, access.email(), Timestamps.now(clock))) {
      throw KalemException.notFound("Cut-off person", email);
    }
  }

  /** Forgets all scores of the project; how many. */
  @Transactional
  int forget(ProjectAccess access) {
    return store.forget(access.projectKey());
  }
}
