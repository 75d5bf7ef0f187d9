package kalem.server.insight;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import kalem.server.access.Action;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.http.Requires;
import kalem.server.http.Success;
import kalem.server.insight.WorkStore.Sum;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The performance of the members of a project (api.md 11.4, workflow.md 20.1). */
@RestController
class PerformanceResource {
  private final Performance performance;
  private final Batches batches;

  PerformanceResource(Performance performance, Batches batches) {
    this.performance = performance;
    this.batches = batches;
  }

  /** The client sends {@code interval}, other callers {@code startDate} and {@code endDate}. */
  record PerformanceRequest(
      @Nullable List<@Nullable String> interval,
      @Nullable List<@Nullable String> batches,
      @Nullable List<@Nullable String> stages,
      @Nullable String startDate,
      @Nullable String endDate,
      @Nullable List<@Nullable String> users) {}

  /**
   * @param reworked of those completed, tasks that had been in the stage before
   */
  record LabelTotals(long completed, long remaining, long reworked) {}

  record AnnotationTotals(long total, Map<String, Long> byTool) {}

  record ReviewTotals(long completed, long accepted, long rejected, long fixed) {}

  /** Verdicts on the person's labels. */
  record Verdicts(long accepted, long rejected, long fixed) {}

  record BenchmarkAverage(long count, @Nullable Long average) {}

  /** Times in milliseconds; averages in percent; null where there is nothing to average. */
  record MemberWork(
      String user,
      String name,
      @Nullable String role,
      LabelTotals labels,
      AnnotationTotals annotations,
      long labelingTime,
      ReviewTotals reviews,
      long reviewTime,
      long idleTime,
      long blurTime,
      Verdicts verdicts,
      @Nullable Double acceptanceRate,
      BenchmarkAverage benchmark,
      @Nullable Long consensusAverage,
      long issues) {
    static MemberWork of(Performance.Row row) {
      Sum labels = row.of("label", "judgment");
      Sum reviews = row.of("review");
      Sum all = row.of("label", "judgment", "review", "other");
      Map<String, Long> annotations = row.annotations();
      return new MemberWork(
          row.email(),
          row.name(),
          row.role().map(ProjectRole::wireName).orElse(null),
          new LabelTotals(labels.count(), row.held(), labels.amount()),
          new AnnotationTotals(
              annotations.values().stream().mapToLong(Long::longValue).sum(), annotations),
          labels.active(),
          new ReviewTotals(
              reviews.count(),
              row.of("accepted").count(),
              row.of("rejected").count(),
              row.of("fixed").count()),
          reviews.active(),
          all.idle(),
          all.blur(),
          new Verdicts(
              row.of("was-accepted").count(),
              row.of("was-rejected").count(),
              row.of("was-fixed").count()),
          row.acceptanceRate().orElse(null),
          new BenchmarkAverage(row.of("benchmark").count(), orNull(row.average("benchmark"))),
          orNull(row.average("consensus")),
          row.of("issue").count());
    }

    private static @Nullable Long orNull(OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }
  }

  record PerformanceView(List<MemberWork> users, List<String> interval) {}

  record PerformanceData(PerformanceView performance) {}

  /** Work by history entries completed in the interval, its end excluded. */
  @PostMapping("/v2/performance/{projectId}")
  @Requires(Action.VIEW_NUMBERS)
  Success<PerformanceData> performance(
      ProjectAccess access,
      @PathVariable String projectId,
      @RequestBody(required = false) @Nullable PerformanceRequest body) {
    PerformanceRequest request =
        Objects.requireNonNullElseGet(
            body, () -> new PerformanceRequest(null, null, null, null, null, null));
    Interval interval =
        request.interval() == null
            ? Interval.of("startDate", request.startDate(), "endDate", request.endDate())
            : Interval.of(request.interval());
    Choice choice =
        new Choice(
            access.projectKey(),
            interval,
            batches.resolve(
                access.projectKey(), Objects.requireNonNullElse(request.batches(), List.of())),
            List.copyOf(texts(request.stages())));
    List<MemberWork> users =
        performance
            .rows(
                access,
                choice,
                texts(request.users()).stream().map(user -> user.toLowerCase(Locale.ROOT)).toList())
            .stream()
            .map(MemberWork::of)
            .toList();
    List<String> shown =
        interval.equals(Interval.ALWAYS)
            ? List.of()
            : List.of(Timestamps.format(interval.from()), Timestamps.format(interval.to()));
    return Success.of(new PerformanceData(new PerformanceView(users, shown)));
  }

  private static List<String> texts(@Nullable List<@Nullable String> given) {
    return given == null
        ? List.of()
        : given.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
