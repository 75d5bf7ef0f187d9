package kalem.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Performance, overview metrics and usage from outside (workflow sections 1.6 and 20). */
class NumbersTest {
  private static final AtomicInteger PEOPLE = new AtomicInteger();
  private static final String STAGES =
      """
      [{"id":"Start","type":"Start","name":"Start","next":["Label"],"position":{"x":0,"y":0},"autoForward":true},
       {"id":"Label","type":"Label","name":"Label","next":["Review"],"position":{"x":1,"y":0}},
       {"id":"Review","type":"Review","name":"Review","next":["Complete","Label"],"position":{"x":2,"y":0}},
       {"id":"Complete","type":"Complete","name":"Complete","next":[],"position":{"x":3,"y":0}}]
      """;
  private static final String SCHEMA =
      """
      {"tools":[{"tool":"bounding-box","title":"Car","schemaId":"car","color":"#3366ff"}],
       "classifications":[{"tool":"radio","title":"Sky","schemaId":"sky","options":[
         {"value":"Blue","schemaId":"blue"},{"value":"Grey","schemaId":"grey"}]}],
       "relations":[]}
      """;

  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private final JdbcClient jdbc = hub.bean(JdbcClient.class);
  private String project;
  private String base;

  private record Person(String email, TestClient client) {}

  @BeforeEach
  void makeProject() {
    project = hub.newProject("Numbers");
    base = "/v2/project/" + project;
    admin.post(base, Map.of("categorySchema", Json.parse(SCHEMA))).data();
    admin.post(base, Map.of("stages", Json.parse(STAGES))).data();
  }

  private Person member(String role) {
    String email = "numbers" + PEOPLE.incrementAndGet() + "@example.org";
    return new Person(email, hub.newMember(email, project, role));
  }

  private List<String> addAssets(int count, Map<String, Object> more) {
    List<Object> assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> asset = new HashMap<>(more);
      asset.put("data", "https://example.org/" + i + ".jpg");
      assets.add(asset);
    }
    admin.post(base + "/cloud", Map.of("assets", assets)).data();
    List<String> ids = new ArrayList<>();
    admin
        .get(base + "/tasks?limit=1000&sort=_id")
        .data()
        .path("tasks")
        .forEach(task -> ids.add(task.path("_id").asString()));
    return ids.subList(ids.size() - count, ids.size());
  }

  private static Map<String, Object> labels(int cars, String sky) {
    List<Object> tools = new ArrayList<>();
    for (int i = 0; i < cars; i++) {
      tools.add(
          Map.of(
              "schemaId",
              "car",
              "bounding-box",
              Map.of("x", 10 * i, "y", 0, "width", 10, "height", 10)));
    }
    return Map.of(
        "tools", tools, "classifications", List.of(Map.of("schemaId", "sky", "answer", sky)));
  }

  private static void submit(TestClient person, String task, int cars, long active) {
    person
        .post(
            "/v2/annotate/" + task + "?nextStage=true",
            Map.of(
                "answer",
                labels(cars, "Blue"),
                "duration",
                active,
                "idleDuration",
                active / 4,
                "blurDuration",
                active / 8))
        .data();
  }

  private static void review(TestClient person, String task, String verdict, long active) {
    person.post("/v2/review/" + task, Map.of("reviewStatus", verdict, "duration", active)).data();
  }

  private void assign(String task, String stage, String email) {
    admin
        .post(
            "/v2/task/assign",
            Map.of("project", project, "tasks", List.of(task), "user", email, "stage", stage))
        .data();
  }

  private String stage(String task) {
    return admin.get("/v2/task/" + task).data().path("task").path("stage").asString();
  }

  private JsonNode performance(TestClient client, Map<String, Object> body) {
    return client.post("/v2/performance/" + project, body).data().path("performance");
  }

  private static JsonNode row(JsonNode performance, String email) {
    return performance
        .path("users")
        .valueStream()
        .filter(user -> user.path("user").asString().equals(email))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode overview(String metric) {
    JsonNode data = admin.get("/v2/" + project + "/overview/" + metric).data();
    String name = metric.replaceFirst("\\?.*", "");
    assertThat(data.propertyNames()).containsExactly(name);
    return data.path(name);
  }

  private void fold() {
    try {
      hub.bean(Fold.class).run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int projectKey() {
    return jdbc.sql("select project_key from project where id = ?")
        .param(project)
        .query(Integer.class)
        .single();
  }

  @Test
  void aMemberIsShownWithWorkDoneAndWorkLeft() {
    Person labeler = member("Labeler");
    Person reviewer = member("Reviewer");
    List<String> tasks = addAssets(3, Map.of());
    tasks.forEach(task -> assign(task, "Label", labeler.email()));
    submit(labeler.client(), tasks.get(0), 3, 8000);
    submit(labeler.client(), tasks.get(1), 1, 4000);
    review(reviewer.client(), tasks.get(0), "Accepted", 1000);
    review(reviewer.client(), tasks.get(1), "Rejected", 500);

    JsonNode all = performance(admin, Map.of());
    JsonNode labels = row(all, labeler.email());
    assertThat(labels.path("role").asString()).isEqualTo("Labeler");
    assertThat(labels.path("labels").toString())
        .isEqualTo("{\"completed\":2,\"remaining\":2,\"reworked\":0}");
    assertThat(labels.path("annotations").toString())
        .isEqualTo("{\"total\":6,\"byTool\":{\"bounding-box\":4,\"radio\":2}}");
    assertThat(labels.path("labelingTime").asLong()).isEqualTo(12_000);
    assertThat(labels.path("idleTime").asLong()).isEqualTo(3000);
    assertThat(labels.path("blurTime").asLong()).isEqualTo(1500);
    assertThat(labels.path("acceptanceRate").asDouble()).isEqualTo(0.5);
    assertThat(labels.path("benchmark").path("average").isNull()).isTrue();
    JsonNode reviews = row(all, reviewer.email());
    assertThat(reviews.path("reviews").toString())
        .isEqualTo("{\"completed\":2,\"accepted\":1,\"rejected\":1,\"fixed\":0}");
    assertThat(reviews.path("reviewTime").asLong()).isEqualTo(1500);
  }

  @Test
  void labelersGetOnlyTheirOwnRow() {
    Person labeler = member("Labeler");
    Person other = member("Labeler");
    addAssets(2, Map.of()).forEach(task -> submit(admin, task, 1, 10));

    JsonNode users = performance(labeler.client(), Map.of("users", List.of(other.email())));
    assertThat(users.path("users")).isEmpty();
    JsonNode own = performance(labeler.client(), Map.of());
    assertThat(own.path("users")).hasSize(1);
    assertThat(own.path("users").path(0).path("user").asString()).isEqualTo(labeler.email());
  }

  @Test
  void anIntervalCountsItsStartAndNotItsEnd() {
    String task = addAssets(1, Map.of()).getFirst();
    submit(admin, task, 1, 10);
    Instant done =
        jdbc.sql("select completed_at from stage_history where task_id = ? and stage_id = 'Label'")
            .param(task)
            .query((row, number) -> row.getTimestamp(1).toInstant())
            .single();
    for (boolean isFolded : new boolean[] {false, true}) {
      if (isFolded) {
        fold();
      }
      assertThat(completed(done, done.plusMillis(1))).isEqualTo(1);
      assertThat(completed(done.minusSeconds(90_000), done)).isZero();
      assertThat(completed(done.plusMillis(1), done.plusSeconds(90_000))).isZero();
      assertThat(completed(done.minusSeconds(90_000), done.plusSeconds(90_000))).isEqualTo(1);
    }
  }

  private long completed(Instant from, Instant to) {
    return performance(admin, Map.of("interval", List.of(from.toString(), to.toString())))
        .path("users")
        .valueStream()
        .mapToLong(user -> user.path("labels").path("completed").asLong())
        .sum();
  }

  @Test
  void batchesNarrowWhatIsCounted() {
    String red = batch("red");
    String blue = batch("blue");
    String both = addAssets(1, Map.of("batches", List.of("red", "blue"))).getFirst();
    String none = addAssets(1, Map.of()).getFirst();
    submit(admin, both, 1, 10);
    submit(admin, none, 1, 10);

    assertThat(labeled(Map.of("batches", List.of(red, blue)))).isEqualTo(1);
    assertThat(labeled(Map.of())).isEqualTo(2);
    assertThat(overview("LabelStageGroups?batches=%5B%22red%22%5D").path(2).path("count").asInt())
        .isEqualTo(1);
  }

  private long labeled(Map<String, Object> body) {
    return performance(admin, body)
        .path("users")
        .valueStream()
        .mapToLong(user -> user.path("labels").path("completed").asLong())
        .sum();
  }

  private String batch(String name) {
    return admin
        .post("/v2/batches/" + project, Map.of("name", name))
        .data()
        .path("project")
        .path("_id")
        .asString();
  }

  @Test
  void timesPerTaskAreAHistogramPerKindOfStage() {
    List<String> tasks = addAssets(3, Map.of());
    submit(admin, tasks.get(0), 1, 500);
    submit(admin, tasks.get(1), 1, 3000);
    submit(admin, tasks.get(2), 1, 60_000);

    JsonNode label = overview("TimePerTask").path("Label");
    assertThat(label.path("average").asLong()).isEqualTo(21_167);
    assertThat(label.path("median").asDouble()).isBetween(2900.0, 3100.0);
    assertThat(label.path("buckets").path(0).toString())
        .isEqualTo("{\"from\":0,\"to\":1000,\"count\":1}");
    assertThat(label.path("buckets").valueStream().mapToLong(b -> b.path("count").asLong()).sum())
        .isEqualTo(3);
    assertThat(overview("TimePerTask").path("Review").path("average").isNull()).isTrue();
  }

  @Test
  void anUnknownMetricIsRefused() {
    assertThat(admin.get("/v2/" + project + "/overview/Weather").status()).isEqualTo(400);
  }

  @Test
  void metricsOfTheWholeProjectAreNotForLabelers() {
    TestClient labeler = member("Labeler").client();
    assertThat(labeler.get("/v2/" + project + "/overview/TimePerTask").status()).isEqualTo(403);
    assertThat(labeler.get("/v2/" + project + "/overview/LabelStageGroups").status())
        .isEqualTo(200);
  }

  @Test
  void usageCountsAssetsAnnotationsAndTime() {
    List<String> tasks = addAssets(2, Map.of());
    submit(admin, tasks.getFirst(), 2, 5000);
    String organization =
        admin.get("/v2/me").data().path("user").path("organization").path("_id").asString();
    fold();

    JsonNode usage = admin.get("/v2/organization/" + organization + "/usage").data().path("usage");
    assertThat(usage.path("seats").asLong()).isPositive();
    JsonNode mine =
        usage
            .path("projects")
            .valueStream()
            .filter(each -> each.path("_id").asString().equals(project))
            .findFirst()
            .orElseThrow();
    assertThat(mine.path("total").path("assets").asLong()).isEqualTo(2);
    assertThat(mine.path("total").path("annotations").asLong()).isEqualTo(3);
    assertThat(mine.path("total").path("activeTime").asLong()).isEqualTo(5000);
    assertThat(
            member("Manager").client().get("/v2/organization/" + organization + "/usage").status())
        .isEqualTo(403);
  }

  @Test
  void answersAndAnnotationsAreCountedPerClassOverTheChosenStages() {
    List<String> tasks = addAssets(3, Map.of());
    submit(admin, tasks.get(0), 3, 10);
    submit(admin, tasks.get(1), 1, 10);

    JsonNode status = overview("AnnotationStatus").path(0);
    assertThat(status.toString())
        .isEqualTo(
            "{\"schemaId\":\"car\",\"title\":\"Car\",\"tool\":\"bounding-box\",\"count\":4,\"imported\":0}");
    JsonNode sky = overview("AnswerDistribution").path(0);
    assertThat(sky.path("answers").path(0).toString())
        .isEqualTo("{\"value\":\"Blue\",\"count\":2,\"share\":1.0}");
    assertThat(sky.path("answers").path(1).path("count").asInt()).isZero();
    assertThat(sky.path("unanswered").asInt()).isEqualTo(1);
    JsonNode car = overview("AnnotationDistribution?stage=Review").path(0);
    assertThat(car.path("meanPerTask").asDouble()).isEqualTo(2);
    assertThat(car.path("tasksWithout").asInt()).isZero();
    assertThat(overview("AnnotationStatus?stage=Label").path(0).path("count").asInt()).isZero();
  }

  @Test
  void aMetricWithoutAnythingToTellHasEmptyRanges() {
    addAssets(1, Map.of());
    JsonNode ranges = overview("ConsensusRanges");
    assertThat(ranges).hasSize(1);
    assertThat(ranges.path(0).path("schemaId").isNull()).isTrue();
    assertThat(ranges.path(0).path("ranges")).hasSize(10);
    assertThat(overview("AssetSize").path("bytes").isArray()).isTrue();
  }

  @Test
  void aLargeProjectIsReadByAJobAndItsResultKept() {
    List<String> tasks = addAssets(1000, Map.of());
    addAssets(10, Map.of());
    submit(admin, tasks.getFirst(), 2, 10);
    assertThat(overview("AnnotationStatus").path(0).path("count").asInt()).isEqualTo(2);

    submit(admin, tasks.get(1), 5, 10);
    assertThat(overview("AnnotationStatus").path(0).path("count").asInt())
        .as("the stored result, at most a minute old")
        .isEqualTo(2);
  }

  /** What people did in any order is what the rows say, however much of it was summed up. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countersEqualARecountOfTheRows(long seed) {
    Random random = new Random(seed);
    batch("a");
    batch("b");
    List<Person> people = List.of(member("Lead"), member("Lead"), member("Lead"));
    List<String> tasks = new ArrayList<>(addAssets(6, Map.of("batches", List.of("a"))));
    tasks.addAll(addAssets(4, Map.of("batches", List.of("a", "b"))));
    tasks.addAll(addAssets(4, Map.of()));
    for (int step = 0; step < 90; step++) {
      act(random, people, tasks.get(random.nextInt(tasks.size())));
      if (random.nextInt(15) == 0) {
        fold();
      }
    }

    assertThat(stageCounts()).isEqualTo(recountStages());
    for (Person person : people) {
      JsonNode row = row(performance(admin, Map.of()), person.email());
      assertThat(shown(row)).as(person.email()).isEqualTo(recount(person.email()));
    }
  }

  private void act(Random random, List<Person> people, String task) {
    Person person = people.get(random.nextInt(people.size()));
    long active = random.nextInt(100_000);
    switch (random.nextInt(8)) {
      case 0 -> assign(task, stage(task), person.email());
      case 1 ->
          admin
              .post(
                  base + "/requeueTasks",
                  Map.of("toStageId", "Label", "filters", Map.of("taskIds", List.of(task))))
              .data();
      case 2 ->
          person.client().post("/v2/issues", Map.of("labelTask", task, "content", "Wrong")).data();
      default -> {
        if (stage(task).equals("Label")) {
          submit(person.client(), task, random.nextInt(4), active);
        } else if (stage(task).equals("Review")) {
          String verdict = List.of("Accepted", "Rejected", "Fixed").get(random.nextInt(3));
          review(person.client(), task, verdict, active);
        }
      }
    }
  }

  private Map<String, Long> stageCounts() {
    Map<String, Long> counts = new TreeMap<>();
    overview("LabelStageGroups")
        .forEach(
            stage -> counts.put(stage.path("stageId").asString(), stage.path("count").asLong()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private Map<String, Long> recountStages() {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.sql(
            """
            select stage_id, count(*) as tasks from task
            where project_key = ? and type = 'default' and deleted_at is null group by stage_id
            """)
        .param(projectKey())
        .query(
            row -> {
              counts.put(row.getString("stage_id"), row.getLong("tasks"));
            });
    return counts;
  }

  private static Map<String, Long> shown(JsonNode row) {
    return new TreeMap<>(
        Map.of(
            "labels", row.path("labels").path("completed").asLong(),
            "reworked", row.path("labels").path("reworked").asLong(),
            "remaining", row.path("labels").path("remaining").asLong(),
            "labelingTime", row.path("labelingTime").asLong(),
            "idleTime", row.path("idleTime").asLong(),
            "reviews", row.path("reviews").path("completed").asLong(),
            "rejected", row.path("reviews").path("rejected").asLong(),
            "wasRejected", row.path("verdicts").path("rejected").asLong(),
            "annotations", row.path("annotations").path("total").asLong(),
            "issues", row.path("issues").asLong()));
  }

  private Map<String, Long> recount(String email) {
    Map<String, Long> counts = new TreeMap<>();
    recount(
        counts,
        email,
        """
        select count(*) filter (where stage_type = 'Label') as labels,
          count(*) filter (where stage_type = 'Label' and rework) as reworked,
          coalesce(sum(duration) filter (where stage_type = 'Label'), 0) as "labelingTime",
          coalesce(sum(idle_duration), 0) as "idleTime",
          count(*) filter (where stage_type = 'Review') as reviews,
          count(*) filter (where stage_type = 'Review' and review_status = 'Rejected') as rejected
        from stage_history where project_key = :project and completed_by = :email
        """);
    recount(
        counts,
        email,
        """
        select count(*) as "wasRejected" from stage_history r
        where r.project_key = :project and r.stage_type = 'Review' and r.review_status = 'Rejected'
          and :email = (select l.completed_by from stage_history l
            where l.project_key = r.project_key and l.task_id = r.task_id and l.visit < r.visit
              and l.stage_type = 'Label' order by l.visit desc limit 1)
        """);
    recount(
        counts,
        email,
        """
        select count(*) as remaining from task
        where project_key = :project and assignee = :email and stage_id = 'Label'
        """);
    recount(
        counts,
        email,
        """
        select count(*) as issues from issue where project_key = :project and created_by = :email
        """);
    counts.put("annotations", annotations(email));
    return counts;
  }

  private void recount(Map<String, Long> counts, String email, String sql) {
    jdbc.sql(sql)
        .param("project", projectKey())
        .param("email", email)
        .query()
        .singleRow()
        .forEach((name, number) -> counts.put(name, ((Number) number).longValue()));
  }

  /** Counted from the labels themselves, as the history shows them. */
  private long annotations(String email) {
    long total = 0;
    for (JsonNode task :
        admin.get(base + "/tasks?limit=1000").data().path("tasks").valueStream().toList()) {
      String path = "/v2/task/" + task.path("_id").asString() + "/history";
      for (JsonNode visit : admin.get(path).data().path("taskHistory").valueStream().toList()) {
        if (visit.path("completedBy").asString("").equals(email)
            && visit.path("stage").asString().equals("Label")) {
          JsonNode full =
              admin
                  .get("/v2/taskHistory/" + visit.path("_id").asString())
                  .data()
                  .path("taskHistory");
          total +=
              full.path("answer").path("tools").size()
                  + full.path("answer").path("classifications").size();
        }
      }
    }
    return total;
  }
}
