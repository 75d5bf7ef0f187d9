package kalem.server.benchmark;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import kalem.annotation.agreement.BenchmarkScore;
import kalem.server.annotation.JudgmentScoring;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.notice.NewNotice;
import kalem.server.notice.NoticeKind;
import kalem.server.notice.Notices;
import kalem.server.project.Project;
import kalem.server.project.ProjectSetting;
import kalem.server.project.Projects;
import kalem.server.task.Task;
import kalem.server.task.TaskStore;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Hands benchmarks out and scores them, in the transactions of queue and submit. */
@Service
public class Benchmarks {
  private static final String TYPE = "benchmark";
  private static final int PERCENT = 100;

  private final BenchmarkStore store;
  private final TaskStore tasks;
  private final JudgmentScoring scoring;
  private final Projects projects;
  private final Notices notices;
  private final Ids ids;
  private final InstantSource clock;

  Benchmarks(
      BenchmarkStore store,
      TaskStore tasks,
      JudgmentScoring scoring,
      Projects projects,
      Notices notices,
      Ids ids,
      InstantSource clock) {
    this.store = store;
    this.tasks = tasks;
    this.scoring = scoring;
    this.projects = projects;
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether a task is an attempt at a benchmark. */
  public static boolean isAttempt(Task task) {
    return task.type().equals(TYPE);
  }

  /**
   * @throws KalemException conflict when an attempt was submitted already
   */
  public static void requireOpen(Task task) {
    if (isFinished(task)) {
      throw KalemException.conflict("This task was submitted already.");
    }
  }

  /** Whether a task is an attempt that was submitted. */
  public static boolean isFinished(Task task) {
    return isAttempt(task) && task.completedAt().isPresent();
  }

  /**
   * The attempt that a person works on, if there is one.
   *
   * @param skipped whether among those they put aside, or among the others
   */
  public Optional<String> resume(Serving serving, boolean skipped) {
    return store.resume(serving, skipped);
  }

  /**
   * With the project's likelihood a benchmark that the person has not tried yet, as a new task.
   *
   * @throws KalemException forbidden when the person gets no more tasks
   */
  public Optional<String> serve(Project project, Serving serving) {
    if (isOn(project, ProjectSetting.BENCHMARK_CUTOFF)
        && store.isCutOff(serving.projectKey(), serving.email())) {
      throw KalemException.forbidden(
          "Your benchmark average in this project is too low, so you get no more tasks. Ask a"
              + " manager to let you go on.");
    }
    if (!isOn(project, ProjectSetting.BENCHMARK_ENABLED)
        || serving.stageIds().isEmpty()
        || ThreadLocalRandom.current().nextInt(PERCENT)
            >= number(project, ProjectSetting.BENCHMARK_RATIO, 10)) {
      return Optional.empty();
    }
    return store.untried(serving).flatMap(gold -> begin(serving, gold));
  }

  private Optional<String> begin(Serving serving, String goldTaskId) {
    String taskId = ids.next(serving.projectKey());
    List<String> stages = serving.stageIds();
    String stageId = stages.get(ThreadLocalRandom.current().nextInt(stages.size()));
    return store.begin(serving, taskId, goldTaskId, stageId, Timestamps.now(clock))
        ? Optional.of(taskId)
        : Optional.empty();
  }

  /**
   * Ends an attempt and scores it.
   *
   * @param attempt locked, with its labels stored
   */
  public Task finish(Project project, Task attempt, String email) {
    Instant now = Timestamps.now(clock);
    Optional<BenchmarkScore> score =
        store
            .attempt(project.projectKey(), attempt.id())
            .flatMap(row -> tasks.find(project.projectKey(), row.goldTaskId()))
            .map(gold -> scoring.compare(project, gold, attempt));
    store.finish(
        project.projectKey(),
        attempt.id(),
        score.map(each -> OptionalInt.of(each.score())).orElse(OptionalInt.empty()),
        score.map(ScoreDetail::json),
        now);
    Task finished =
        attempt
            .edit()
            .draft(false)
            .leaseExpiresAt(Optional.empty())
            .labeledBy(
                Stream.concat(attempt.labeledBy().stream(), Stream.of(email)).distinct().toList())
            .completed(Optional.of(now), Optional.of(email))
            .version(attempt.version() + 1)
            .updated(now, email)
            .build();
    tasks.update(finished);
    cutOff(project, email, now);
    return finished;
  }

  private void cutOff(Project project, String email, Instant now) {
    if (!isOn(project, ProjectSetting.BENCHMARK_CUTOFF)) {
      return;
    }
    BenchmarkStore.Average average = store.sinceCleared(project.projectKey(), email);
    boolean isTooLow =
        average.count() >= number(project, ProjectSetting.BENCHMARK_CUTOFF_MIN, 5)
            && average.mean() < number(project, ProjectSetting.BENCHMARK_CUTOFF_SCORE, 70);
    if (isTooLow && store.cutOff(project.projectKey(), email, (int) average.mean(), now)) {
      tell(project, email);
    }
  }

  private void tell(Project project, String email) {
    Set<String> concerned = new LinkedHashSet<>(projects.managers(project.projectKey()));
    concerned.remove(email);
    tell(project, email, "Your benchmark average in " + project.name() + " is too low.");
    concerned.forEach(
        manager ->
            tell(
                project,
                manager,
                "The benchmark average of "
                    + email
                    + " in "
                    + project.name()
                    + " is too low; they get no more tasks until you let them."));
  }

  private void tell(Project project, String receiver, String text) {
    notices.tell(
        NewNotice.inProject(
            project.organizationId(),
            receiver,
            NoticeKind.BENCHMARK_CUTOFF,
            text,
            new NewNotice.Place(project.id(), "/project/" + project.id())));
  }

  private static boolean isOn(Project project, ProjectSetting setting) {
    return project.settings().path(setting.key()).asBoolean(false);
  }

  private static int number(Project project, ProjectSetting setting, int missing) {
    JsonNode node = project.settings().path(setting.key());
    return node.isNumber() ? node.asInt() : missing;
  }
}
