package kalem.server.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Marking benchmarks and reading what came of them (api.md 8.6, workflow section 12). */
@RestController
@RequestMapping("/v2/project/{projectId}")
class BenchmarkResource {
  private static final int MOST_TASKS = 1000;

  private final BenchmarkMarks marks;
  private final BenchmarkResults results;

  BenchmarkResource(BenchmarkMarks marks, BenchmarkResults results) {
    this.marks = marks;
    this.results = results;
  }

  record MarkRequest(@Nullable List<@Nullable String> tasks, @Nullable Boolean isBenchmark) {}

  record SkippedTask(String task, String reason) {}

  record MarkData(int modified, List<SkippedTask> skipped) {}

  record UserAverage(String user, long count, int average, boolean cutOff) {}

  record AverageData(List<UserAverage> users) {}

  /**
   * @param task the attempt
   * @param goldTask the task whose answer is right
   * @param score null when there was no right answer (any more)
   */
  record BenchmarkResult(
      String task, String goldTask, String user, @Nullable Integer score, String submittedAt) {}

  record BenchmarkResultsData(List<BenchmarkResult> results, long total) {}

  record BenchmarkResultData(BenchmarkResult result, @Nullable JsonNode detail) {}

  record CutOffPerson(@Nullable String user) {}

  record ForgetScoresRequest(@Nullable Boolean confirm) {}

  record ClearedData(String user) {}

  record ForgottenData(int deleted) {}

  /** Makes tasks benchmarks, or ordinary tasks again. */
  @PostMapping("/benchmark-tasks")
  @Requires(Action.MANAGE_TASKS)
  Success<MarkData> mark(ProjectAccess access, @RequestBody MarkRequest request) {
    if (request.tasks() == null || request.isBenchmark() == null) {
      throw KalemException.invalid("Give tasks, a list of ids, and isBenchmark, true or false.");
    }
    List<String> ids = request.tasks().stream().filter(Objects::nonNull).toList();
    if (ids.size() > MOST_TASKS) {
      throw KalemException.invalid("tasks holds at most " + MOST_TASKS + " ids.");
    }
    BenchmarkMarks.Marked marked = marks.mark(access, ids, request.isBenchmark());
    return Success.of(
        new MarkData(
            marked.modified(),
            marked.skipped().stream()
                .map(each -> new SkippedTask(each.task(), each.reason()))
                .toList()));
  }

  /** Averages by person; labelers and reviewers see their own. */
  @GetMapping("/benchmark-averages")
  @Requires(Action.VIEW_NUMBERS)
  Success<AverageData> averages(ProjectAccess access) {
    return Success.of(
        new AverageData(
            results.standings(access).stream()
                .map(
                    each ->
                        new UserAverage(
                            each.email(), each.count(), each.average(), each.isCutOff()))
                .toList()));
  }

  @GetMapping("/benchmark-results")
  @Requires(Action.MANAGE_TASKS)
  Success<BenchmarkResultsData> results(
      ProjectAccess access,
      PageRequest page,
      @RequestParam(defaultValue = "") String user,
      @RequestParam(defaultValue = "") String task) {
    Page<Attempt> found = results.attempts(access, email(user), task, page);
    return Success.of(
        new BenchmarkResultsData(
            found.items().stream().map(BenchmarkResource::view).toList(), found.total()));
  }

  /** One result, and how its score came about. */
  @GetMapping("/benchmark-results/{attemptId}")
  @Requires(Action.MANAGE_TASKS)
  Success<BenchmarkResultData> result(ProjectAccess access, @PathVariable String attemptId) {
    Attempt attempt = results.attempt(access, attemptId);
    return Success.of(
        new BenchmarkResultData(view(attempt), attempt.detail().map(Json::parse).orElse(null)));
  }

  /** Lets a person who was cut off get tasks again. */
  @PostMapping("/benchmark-cutoff/clear")
  @Requires(Action.EDIT_PROJECT)
  Success<ClearedData> clear(ProjectAccess access, @RequestBody CutOffPerson request) {
    String user = email(Objects.requireNonNullElse(request.user(), ""));
    results.clear(access, user);
    return Success.of(new ClearedData(user));
  }

  /** Deletes all benchmark scores of the project, which can not be undone. */
  @DeleteMapping("/benchmark-results")
  @Requires(Action.EDIT_PROJECT)
  Success<ForgottenData> forget(ProjectAccess access, @RequestBody ForgetScoresRequest request) {
    if (!Boolean.TRUE.equals(request.confirm())) {
      throw KalemException.invalid("Deleting all benchmark scores needs confirm: true.");
    }
    return Success.of(new ForgottenData(results.forget(access)));
  }

  private static String email(String text) {
    return text.trim().toLowerCase(Locale.ROOT);
  }

  private static BenchmarkResult view(Attempt attempt) {
    return new BenchmarkResult(
        attempt.taskId(),
        attempt.goldTaskId(),
        attempt.email(),
        attempt.score().isPresent() ? (Integer) attempt.score().getAsInt() : null,
        attempt.submittedAt().map(Timestamps::format).orElse(""));
  }
}
