package kalem.server.insight;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kalem.server.job.JobHandler;
import kalem.server.job.JobKind;
import kalem.server.job.Jobs;
import kalem.server.job.Waits;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Project;
import kalem.server.project.Projects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps what a project's labels hold. A small project is read whenever somebody asks; of a large
 * one the last result is given, and a job reads it anew when that is old. It then takes at most a
 * twentieth of the time.
 */
@Component
class LabelCounting implements JobHandler<LabelCounting.Job> {
  private static final JobKind<Job> KIND = new JobKind<>("label-numbers", Job.class);

  /** Tasks that a request may read itself: a tenth of a second or so. */
  private static final long SMALL = 1000;

  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final int REST = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CurrentLabels reading;
  private final TaskNumbers tasks;
  private final Projects projects;
  private final Jobs jobs;
  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Waits waits = new Waits("Ask for the numbers again.");

  LabelCounting(
      CurrentLabels reading,
      TaskNumbers tasks,
      Projects projects,
      Jobs jobs,
      JdbcClient jdbc,
      InstantSource clock) {
    this.reading = reading;
    this.tasks = tasks;
    this.projects = projects;
    this.jobs = jobs;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  record Job(int projectKey) {}

  /** Numbers, and the moment they tell of. */
  record Counted(LabelNumbers numbers, Instant asOf, Duration took) {}

  @Override
  public JobKind<Job> kind() {
    return KIND;
  }

  @Override
  public void run(Job job) {
    projects.find(job.projectKey()).ifPresent(this::count);
    waits.over(String.valueOf(job.projectKey()));
  }

  /**
   * The numbers as they are now, or were a while ago in a large project.
   *
   * @throws KalemException unavailable while a large project is read for the first time
   */
  Counted of(Project project) {
    int key = project.projectKey();
    long total = tasks.byStage(key, "", List.of()).values().stream().mapToLong(n -> n).sum();
    if (total <= SMALL) {
      Instant now = Timestamps.now(clock);
      return new Counted(reading.read(project), now, Duration.ZERO);
    }
    Optional<Counted> stored = stored(key);
    if (stored.filter(this::isFresh).isPresent()) {
      return stored.get();
    }
    String id = String.valueOf(key);
    jobs.schedule(KIND, id, new Job(key));
    return stored
        .or(() -> waits.await(id, PATIENCE, () -> stored(key)))
        .orElseThrow(
            () ->
                new KalemException(
                    ErrorCode.UNAVAILABLE,
                    "The labels of this project are being counted for the first time. Ask again in"
                        + " a minute."));
  }

  private boolean isFresh(Counted counted) {
    Duration rest = counted.took().multipliedBy(REST);
    return counted.asOf().plus(rest.compareTo(FRESH) > 0 ? rest : FRESH).isAfter(clock.instant());
  }

  private void count(Project project) {
    Instant asOf = Timestamps.now(clock);
    LabelNumbers numbers = reading.read(project);
    Duration took = Duration.between(asOf, clock.instant());
    jdbc.sql(
            """
            insert into label_numbers as stored (project_key, as_of, milliseconds, body)
            values (:project, :asOf, :took, :body::json)
            on conflict (project_key) do update set as_of = excluded.as_of,
              milliseconds = excluded.milliseconds, body = excluded.body
            where stored.as_of <= excluded.as_of
            """)
        .param("project", project.projectKey())
        .param("asOf", Timestamp.from(asOf))
        .param("took", took.toMillis())
        .param("body", Json.write(numbers))
        .update();
  }

  private Optional<Counted> stored(int projectKey) {
    return jdbc.sql("select as_of, milliseconds, body from label_numbers where project_key = ?")
        .param(projectKey)
        .query(
            (row, number) ->
                new Counted(
                    Json.MAPPER.readValue(row.getString("body"), LabelNumbers.class),
                    row.getTimestamp("as_of").toInstant(),
                    Duration.ofMillis(row.getLong("milliseconds"))))
        .optional();
  }
}
