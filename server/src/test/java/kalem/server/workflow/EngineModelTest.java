package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import kalem.server.access.Caller;
import kalem.server.access.OrganizationRole;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.app.TestHub;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Json;
import kalem.server.kernel.KalemException;
import kalem.server.project.Projects;
import kalem.server.task.Durations;
import kalem.server.task.ReviewStatus;
import kalem.server.task.Task;
import kalem.server.task.TaskSelection;
import kalem.server.task.TaskStore;
import kalem.server.workflow.ReferenceWorkflow.Entry;
import kalem.server.workflow.ReferenceWorkflow.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random people on random workflows over the real database, held against a second implementation:
 * whatever is submitted, rejected, skipped, requeued, repeated, or undone half-way, every task is
 * in the one stage and has the one history it should have. Long with {@code kalem.engine.steps} and
 * {@code kalem.engine.seeds}.
 */
class EngineModelTest {
  private static final int STEPS = Integer.getInteger("kalem.engine.steps", 150);
  private static final int SEEDS = Integer.getInteger("kalem.engine.seeds", 6);
  private static final int TASKS = 8;
  private static final List<String> ANSWERS = List.of("Blue", "Grey");

  private final TestHub hub = TestHub.shared();
  private final Work work = hub.bean(Work.class);
  private final Queue queue = hub.bean(Queue.class);
  private final Requeue requeue = hub.bean(Requeue.class);
  private final BulkMoves bulk = hub.bean(BulkMoves.class);
  private final PluginStage plugins = hub.bean(PluginStage.class);
  private final TaskStore tasks = hub.bean(TaskStore.class);
  private final TransactionTemplate transaction = hub.bean(TransactionTemplate.class);

  // Every test begins with its own, by the seed.
  @SuppressWarnings("NullAway.Init")
  private EngineFixture at;

  @SuppressWarnings("NullAway.Init")
  private ReferenceWorkflow model;

  @SuppressWarnings("NullAway.Init")
  private Random random;

  @SuppressWarnings("NullAway.Init")
  private ProjectAccess manager;

  private final List<ProjectAccess> people = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theEngineDoesWhatTheReferenceSays(long seed) {
    begin(seed);
    for (int step = 0; step < STEPS; step++) {
      act();
      if (step % 25 == 0) {
        compare(seed + ":" + step);
      }
    }
    compare(seed + ": the end");
  }

  private void begin(long seed) {
    random = new Random(seed);
    model = ReferenceWorkflow.random(random);
    at = new EngineFixture(model.json().toString());
    at.hub.bean(ScriptedPlugins.class).play("patient", request -> new PluginRuns.Result.Accepted());
    int key = Integer.parseUnsignedInt(at.project.substring(8, 16), 16);
    String organization = at.hub.bean(Projects.class).get(key).organizationId();
    manager = access(TestHub.ADMIN_EMAIL, organization, key, ProjectRole.MANAGER);
    for (int i = 0; i < 4; i++) {
      String email = "model" + seed + "." + i + "@example.org";
      at.hub.newMember(email, at.project, "Reviewer");
      people.add(access(email, organization, key, ProjectRole.REVIEWER));
    }
    at.add(TASKS).forEach(model::created);
  }

  private ProjectAccess access(String email, String organization, int key, ProjectRole role) {
    Caller caller =
        new Caller(
            "a",
            email,
            email,
            organization,
            OrganizationRole.MEMBER,
            new Caller.Credential.ApiKey());
    return new ProjectAccess(caller, at.project, key, role);
  }

  private void act() {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> label(any(people));
      case 4, 5 -> review(any(people));
      case 6 -> requeueOne();
      case 7 -> forward();
      case 8 -> finishPlugin();
      default -> skip(any(people));
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Optional<Task> claimed(ProjectAccess person, Queue.Kind kind) {
    Map<String, String> holders = holders();
    Optional<String> id = queue.next(person, kind, List.of());
    id.ifPresent(
        found ->
            assertThat(holders.getOrDefault(found, person.email()))
                .as("nobody gets what another holds")
                .isEqualTo(person.email()));
    return id.flatMap(found -> tasks.find(person.projectKey(), found));
  }

  private void label(ProjectAccess person) {
    Optional<Task> claimed = claimed(person, Queue.Kind.LABEL);
    if (claimed.isEmpty()) {
      return;
    }
    Task task = claimed.get();
    String answer = any(ANSWERS);
    Work.Input input =
        new Work.Input(
            Optional.of(Json.parse(EngineFixture.answer(answer))),
            Optional.of(task.version()),
            new Durations(10, 0, 0),
            Optional.empty());
    undoneHalfWay(() -> work.submit(person, task.id(), input));
    work.submit(person, task.id(), input);
    repeat(() -> work.submit(person, task.id(), input));
    if (task.flow().judgment().isPresent()) {
      model.judged(task.flow().judgment().get().parentId(), task.stageId(), answer);
    } else {
      model.leave(task.id(), 0, true);
    }
  }

  private void review(ProjectAccess person) {
    Optional<Task> claimed = claimed(person, Queue.Kind.REVIEW);
    if (claimed.isEmpty()) {
      return;
    }
    Task task = claimed.get();
    boolean accept = random.nextBoolean();
    ReviewStatus verdict = accept ? ReviewStatus.ACCEPTED : ReviewStatus.REJECTED;
    Work.Input input =
        new Work.Input(
            Optional.empty(), Optional.of(task.version()), Durations.NONE, Optional.empty());
    undoneHalfWay(() -> work.review(person, task.id(), verdict, input));
    work.review(person, task.id(), verdict, input);
    repeat(() -> work.review(person, task.id(), verdict, input));
    model.leave(task.id(), accept ? 0 : 1, true);
  }

  /** The process dies before the commit: nothing of it may stay. */
  private void undoneHalfWay(Runnable act) {
    if (random.nextInt(4) == 0) {
      transaction.executeWithoutResult(
          status -> {
            act.run();
            status.setRollbackOnly();
          });
    }
  }

  /** The answer got lost, or an old tab sends once more: refused or without effect. */
  private void repeat(Runnable act) {
    if (random.nextInt(3) == 0) {
      try {
        act.run();
      } catch (KalemException e) {
        assertThat(e.code())
            .isIn(ErrorCode.STALE_VERSION, ErrorCode.FORBIDDEN, ErrorCode.NOT_IN_STAGE);
      }
    }
  }

  private void skip(ProjectAccess person) {
    claimed(person, Queue.Kind.LABEL)
        .ifPresent(
            task ->
                work.skip(
                    person,
                    task.id(),
                    new Work.Input(
                        Optional.empty(), Optional.empty(), Durations.NONE, Optional.empty())));
  }

  private void requeueOne() {
    String id = any(List.copyOf(new TreeSet<>(model.tasks.keySet())));
    Node target = any(model.nodes.values().stream().filter(n -> !n.id().equals("Start")).toList());
    requeue.requeue(
        manager,
        TaskSelection.ofTasks(List.of(id)),
        target.id(),
        new Requeue.Options(random.nextBoolean(), random.nextBoolean(), false));
    model.requeued(id, target.id());
  }

  private void forward() {
    List<String> holds = ids("Hold");
    if (!holds.isEmpty()) {
      String stage = any(holds);
      bulk.start(
          manager.projectKey(),
          new BulkMoves.Order(BulkMoves.Act.FORWARD, stage, List.of(), manager.email()));
      inStage(stage, "none").forEach(id -> model.leave(id, 0, false));
    }
  }

  private List<String> inStage(String stage, String mark) {
    return model.tasks.entrySet().stream()
        .filter(task -> task.getValue().stage.equals(stage) && task.getValue().mark.equals(mark))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<String> ids(String type) {
    return model.nodes.values().stream()
        .filter(node -> node.type().equals(type))
        .map(Node::id)
        .toList();
  }

  /** The plugin answers, now and then twice. */
  private void finishPlugin() {
    for (String stage : ids("Plugin")) {
      for (String id : inStage(stage, "none")) {
        Task task = tasks.find(manager.projectKey(), id).orElseThrow();
        PluginQueue.Run run = new PluginQueue.Run(task.projectKey(), id, task.visit(), 1, 1);
        plugins.finish(run, Json.parse(EngineFixture.answer(any(ANSWERS))));
        plugins.finish(run, Json.parse(EngineFixture.answer(any(ANSWERS))));
        model.leave(id, 0, false);
      }
    }
    for (String stage : ids("Webhook")) {
      for (String id : inStage(stage, "none")) {
        work.submit(
            manager,
            id,
            new Work.Input(Optional.empty(), Optional.empty(), Durations.NONE, Optional.empty()));
        model.leave(id, 0, true);
      }
    }
  }

  private Map<String, String> holders() {
    Map<String, String> holders = new HashMap<>();
    at.hub
        .bean(JdbcClient.class)
        .sql("select id, assignee from task where project_key = ? and assignee is not null")
        .param(manager.projectKey())
        .query(
            row -> {
              holders.put(row.getString("id"), row.getString("assignee"));
            });
    return holders;
  }

  private void compare(String when) {
    Map<String, Long> counts = new HashMap<>();
    for (Map.Entry<String, Entry> expected : model.tasks.entrySet()) {
      Task task = tasks.find(manager.projectKey(), expected.getKey()).orElseThrow();
      Entry entry = expected.getValue();
      counts.merge(entry.stage, 1L, Long::sum);
      assertThat(task.stageId()).as("stage %s of %s", when, task.id()).isEqualTo(entry.stage);
      if (!entry.mark.equals("none")) {
        assertThat(task.flow().mark().wireName()).as("mark %s", when).isEqualTo(entry.mark);
      }
      var visits = tasks.visits(manager.projectKey(), task.id());
      assertThat(visits)
          .as("history %s of %s", when, task.id())
          .extracting(visit -> anyJudgment(visit.stageId()))
          .containsExactlyElementsOf(
              entry.history.stream().map(EngineModelTest::anyJudgment).toList());
      assertThat(visits).extracting(visit -> visit.visit()).isSorted().doesNotHaveDuplicates();
      int last = task.visit() - (entry.mark.equals("none") ? 1 : 0);
      assertThat(visits).allMatch(visit -> visit.visit() <= last);
    }
    assertThat(recount()).as("counters %s", when).isEqualTo(counts);
    assertThat(twice()).as("one person, one judgment %s", when).isZero();
  }

  /** Two judgments of one millisecond stand in any order. */
  private static String anyJudgment(String stageId) {
    return stageId.replaceAll("_\\d+$", "");
  }

  private Map<String, Long> recount() {
    Map<String, Long> counts = new HashMap<>();
    at.admin
        .get("/v2/" + at.project + "/overview/LabelStageGroups")
        .data()
        .path("LabelStageGroups")
        .forEach(
            group -> {
              if (group.path("count").asLong() > 0) {
                counts.put(group.path("stageId").asString(), group.path("count").asLong());
              }
            });
    return counts;
  }

  private int twice() {
    return at.hub
        .bean(JdbcClient.class)
        .sql(
            """
            select count(*) from (
              select 1 from task, lateral (
                select assignee as email where assignee is not null
                union select unnest(labeled_by)) as worker
              where project_key = ? and type = 'consensus'
              group by parent_id, round, worker.email having count(distinct id) > 1) as twice
            """)
        .param(manager.projectKey())
        .query(Integer.class)
        .single();
  }
}
