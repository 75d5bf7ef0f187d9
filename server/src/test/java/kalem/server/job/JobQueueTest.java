package kalem.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kalem.server.app.TestHub;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue on a table of its own, as the hub's own runner would take jobs away. */
class JobQueueTest {
  private static final JobKind<Greeting> KIND = new JobKind<>("greet", Greeting.class);
  private static final JobPace FAST =
      new JobPace(Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofMillis(300));

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
  private final List<JobRunner> runners = new ArrayList<>();
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Jobs jobs = new Jobs(jdbc, InstantSource.system());

  record Greeting(String name, List<Integer> numbers) {}

  /** What a job does in a test. */
  private interface Work {
    void run(Greeting greeting) throws Exception;
  }

  @BeforeEach
  void makeTable() {
    HikariDataSource hub = TestHub.shared().bean(HikariDataSource.class);
    database.setUrl(hub.getJdbcUrl());
    database.setUser(hub.getUsername());
    database.setPassword(hub.getPassword());
    jdbc.sql("create schema if not exists job_test").update();
    database.setCurrentSchema("job_test");
    jdbc.sql("drop table if exists scheduled_tasks").update();
    jdbc.sql("create table scheduled_tasks (like public.scheduled_tasks including all)").update();
  }

  @AfterEach
  void stop() {
    runners.forEach(JobRunner::stop);
  }

  private JobRunner node(Work work, RecurringJob... recurring) {
    JobHandler<Greeting> handler =
        new JobHandler<>() {
          @Override
          public JobKind<Greeting> kind() {
            return KIND;
          }

          @Override
          public void run(Greeting greeting) throws Exception {
            work.run(greeting);
          }

          @Override
          public void gaveUp(Greeting greeting, Throwable cause) {
            givenUp.add(greeting.name() + ": " + cause.getMessage());
          }
        };
    JobRunner runner =
        new JobRunner(
            database, jobs, List.of(handler), List.of(recurring), InstantSource.system(), FAST);
    runners.add(runner);
    runner.start();
    return runner;
  }

  private static @Nullable String next(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(20, TimeUnit.SECONDS);
  }

  private void awaitEmptyTable() {
    while (waiting() > 0) {
      Thread.onSpinWait();
    }
  }

  private long waiting() {
    return jdbc.sql("select count(*) from scheduled_tasks").query(Long.class).single();
  }

  @Test
  void runsAJobOnceWithItsArgument() throws Exception {
    node(greeting -> done.add(greeting.toString()));
    Greeting greeting = new Greeting("Ana", List.of(1, 2));
    assertThat(jobs.schedule(KIND, "1", greeting)).isTrue();
    assertThat(next(done)).isEqualTo(greeting.toString());
    awaitEmptyTable();
    assertThat(done).isEmpty();
  }

  @Test
  void takesOneJobPerName() {
    assertThat(jobs.schedule(KIND, "1", new Greeting("first", List.of()))).isTrue();
    assertThat(jobs.schedule(KIND, "1", new Greeting("second", List.of()))).isFalse();
    assertThat(jobs.cancel(KIND, "1")).isTrue();
    assertThat(jobs.cancel(KIND, "1")).isFalse();
  }

  @Test
  void forgetsJobsOfATransactionThatFailed() throws Exception {
    node(greeting -> done.add(greeting.name()));
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    transaction.executeWithoutResult(
        status -> {
          jobs.schedule(KIND, "1", new Greeting("never", List.of()));
          status.setRollbackOnly();
        });
    transaction.executeWithoutResult(
        status -> jobs.schedule(KIND, "2", new Greeting("soon", List.of())));
    assertThat(next(done)).isEqualTo("soon");
    awaitEmptyTable();
    assertThat(done).isEmpty();
  }

  @Test
  void givesUpAtOnceOnABug() throws Exception {
    node(
        greeting -> {
          throw new IllegalStateException("bug");
        });
    jobs.schedule(KIND, "1", new Greeting("Ana", List.of()));
    assertThat(next(givenUp)).isEqualTo("Ana: bug");
    awaitEmptyTable();
  }

  @Test
  void triesAgainWhatMayPass() throws Exception {
    List<String> tries = new ArrayList<>();
    node(
        greeting -> {
          tries.add(greeting.name());
          if (tries.size() == 1) {
            throw new IOException("passing");
          }
          done.add(greeting.name());
        });
    jobs.schedule(KIND, "1", new Greeting("Ana", List.of()));
    assertThat(next(done)).isEqualTo("Ana");
    assertThat(tries).hasSize(2);
    assertThat(givenUp).isEmpty();
  }

  @Test
  void revivesTheJobOfADeadNode() throws Exception {
    jobs.schedule(KIND, "1", new Greeting("Ana", List.of()));
    jdbc.sql(
            """
            update scheduled_tasks set picked = true, picked_by = 'dead', version = 2,
              last_heartbeat = now() - interval '1 hour'
            """)
        .update();
    node(greeting -> done.add(greeting.name()));
    assertThat(next(done)).isEqualTo("Ana");
  }

  @Test
  void leavesTheJobOfALivingNode() throws Exception {
    jobs.schedule(KIND, "1", new Greeting("Ana", List.of()));
    jdbc.sql(
            """
            update scheduled_tasks set picked = true, picked_by = 'alive', version = 2,
              last_heartbeat = now() + interval '1 hour'
            """)
        .update();
    node(greeting -> done.add(greeting.name()));
    jobs.schedule(KIND, "2", new Greeting("Eva", List.of()));
    assertThat(next(done)).isEqualTo("Eva");
    assertThat(done).isEmpty();
  }

  @Test
  void interruptsAtStopAndRunsAgainAtTheNextStart() throws Exception {
    JobRunner first =
        node(
            greeting -> {
              done.add("begun");
              Thread.sleep(Duration.ofMinutes(1));
            });
    jobs.schedule(KIND, "1", new Greeting("Ana", List.of()));
    assertThat(next(done)).isEqualTo("begun");
    first.stop();
    runners.remove(first);
    assertThat(givenUp).isEmpty();
    node(greeting -> done.add("again"));
    assertThat(next(done)).isEqualTo("again");
  }

  @Test
  void repeatsRecurringJobsEvenAfterFailures() throws Exception {
    node(
        greeting -> {},
        new RecurringJob() {
          @Override
          public String name() {
            return "tick";
          }

          @Override
          public Duration delay() {
            return Duration.ofMillis(20);
          }

          @Override
          public void run() {
            done.add("tick");
            throw new IllegalStateException("bug");
          }
        });
    for (int i = 0; i < 3; i++) {
      assertThat(next(done)).isEqualTo("tick");
    }
  }

  @Test
  void sharesJobsAmongNodesWithoutLosingOrRepeatingAny() throws Exception {
    int count = 500;
    for (int i = 0; i < count; i++) {
      jobs.schedule(KIND, "job-" + i, new Greeting("n" + i, List.of()));
    }
    for (int i = 0; i < 3; i++) {
      node(greeting -> done.add(greeting.name()));
    }
    awaitEmptyTable();
    assertThat(done).hasSize(count).doesNotHaveDuplicates();
  }
}
