package kalem.server.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Benchmarks from outside (workflow section 12). */
class BenchmarkTest {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "tools",
          List.of(Map.of("tool", "bounding-box", "title", "Car", "schemaId", "car")),
          "classifications",
          List.of(
              Map.of(
                  "tool",
                  "radio",
                  "title",
                  "Sky",
                  "schemaId",
                  "sky",
                  "options",
                  List.of(
                      Map.of("value", "Blue", "schemaId", "blue"),
                      Map.of("value", "Grey", "schemaId", "grey")))),
          "relations",
          List.of());

  private static int people;

  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private String project;
  private String base;

  @BeforeEach
  void makeProject() {
    project = hub.newProject("Benchmarks");
    base = "/v2/project/" + project;
    admin.post(base, Map.of("categorySchema", SCHEMA)).data();
  }

  private void settings(Map<String, Object> settings) {
    admin.post(base, settings).data();
  }

  private TestClient member(String role) {
    return hub.newMember(email(people++), project, role);
  }

  private static String email(int number) {
    return "bench" + number + "@example.org";
  }

  private List<String> addAssets(int count) {
    List<Object> assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assets.add(Map.of("data", "https://example.org/" + i + ".jpg"));
    }
    admin.post(base + "/cloud", Map.of("assets", assets)).data();
    List<String> ids = new ArrayList<>();
    admin
        .get(base + "/tasks?limit=1000&sort=_id")
        .data()
        .path("tasks")
        .forEach(task -> ids.add(task.path("_id").asString()));
    return ids;
  }

  /** A car of ten by ten at some place, and the sky. */
  private static Map<String, Object> labels(int x, String sky) {
    return Map.of(
        "tools",
        List.of(
            Map.of(
                "schemaId",
                "car",
                "bounding-box",
                Map.of("x", x, "y", 0, "width", 10, "height", 10))),
        "classifications",
        List.of(Map.of("schemaId", "sky", "answer", sky)));
  }

  private static JsonNode submit(TestClient client, String taskId, Map<String, Object> labels) {
    return client
        .post("/v2/annotate/" + taskId + "?nextStage=true", Map.of("answer", labels))
        .data()
        .path("label");
  }

  private JsonNode mark(List<String> ids, boolean isBenchmark) {
    return admin
        .post(base + "/benchmark-tasks", Map.of("tasks", ids, "isBenchmark", isBenchmark))
        .data();
  }

  private JsonNode next(TestClient client) {
    return client.post(base + "/next", Map.of("queue", "label")).data().path("task");
  }

  /** A benchmark with a car at 0 and a blue sky. */
  private String gold() {
    String id = addAssets(1).getLast();
    submit(admin, id, labels(0, "Blue"));
    assertThat(mark(List.of(id), true).path("modified").asInt()).isEqualTo(1);
    return id;
  }

  private JsonNode results() {
    return admin.get(base + "/benchmark-results").data();
  }

  @Test
  void onlyLabeledTasksThatPassedLabelingBecomeBenchmarks() {
    List<String> ids = addAssets(3);
    submit(admin, ids.get(0), labels(0, "Blue"));
    submit(admin, ids.get(1), Map.of("tools", List.of(), "classifications", List.of()));
    JsonNode data = mark(List.of(ids.get(0), ids.get(1), ids.get(2), "nothing"), true);
    assertThat(data.path("modified").asInt()).isEqualTo(1);
    assertThat(data.path("skipped")).hasSize(3);
    List<String> reasons = new ArrayList<>();
    data.path("skipped").forEach(each -> reasons.add(each.path("reason").asString()));
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "The task has no labels.",
            "The task has not passed a Label stage.",
            "There is no such task in this project.");
    assertThat(admin.get("/v2/task/" + ids.getFirst()).text()).contains("\"isBenchmark\":true");
    assertThat(mark(List.of(ids.getFirst()), true).path("modified").asInt()).isZero();
    assertThat(mark(List.of(ids.getFirst()), false).path("modified").asInt()).isEqualTo(1);
  }

  @Test
  void rightsAreThoseOfTheTable() {
    Map<String, Object> body = Map.of("tasks", List.of(), "isBenchmark", true);
    assertThat(member("Reviewer").post(base + "/benchmark-tasks", body).status()).isEqualTo(403);
    TestClient lead = member("Lead");
    assertThat(lead.post(base + "/benchmark-tasks", body).status()).isEqualTo(200);
    assertThat(lead.get(base + "/benchmark-results").status()).isEqualTo(200);
    assertThat(lead.delete(base + "/benchmark-results", Map.of("confirm", true)).status())
        .isEqualTo(403);
    assertThat(member("Labeler").get(base + "/benchmark-results").status()).isEqualTo(403);
    assertThat(admin.post(base + "/benchmark-tasks", Map.of()).status()).isEqualTo(400);
  }

  @Test
  void anAttemptLooksLikeAnyTaskAndIsScored() {
    String gold = gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient labeler = member("Labeler");
    JsonNode attempt = next(labeler);
    String id = attempt.path("_id").asString();
    assertThat(id).isNotEmpty().isNotEqualTo(gold);
    assertThat(attempt.path("type").asString()).isEqualTo("default");
    assertThat(attempt.path("isBenchmark").asBoolean(true)).isFalse();
    assertThat(attempt.path("answer").path("tools")).isEmpty();
    assertThat(labeler.get("/v2/task/" + id + "/editor").text())
        .doesNotContain("\"benchmark\"")
        .doesNotContain("\"isBenchmark\":true");
    assertThat(next(labeler).path("_id").asString()).isEqualTo(id);

    // The car overlaps by a third, the sky is right: (1/3 + 1) / 2.
    submit(labeler, id, labels(5, "Blue"));
    assertThat(results().path("total").asInt()).isEqualTo(1);
    JsonNode result = results().path("results").path(0);
    assertThat(result.path("score").asInt()).isEqualTo(66);
    assertThat(result.path("goldTask").asString()).isEqualTo(gold);
    JsonNode detail = admin.get(base + "/benchmark-results/" + id).data().path("detail");
    assertThat(detail.path("classes").path(0).path("score").asInt()).isEqualTo(33);
    assertThat(detail.path("classes").path(1).path("score").asInt()).isEqualTo(100);
    assertThat(detail.path("found").path(0).path("match").path("similarity").asDouble())
        .isBetween(0.33, 0.34);

    JsonNode goldNow = admin.get("/v2/task/" + gold).data().path("task");
    assertThat(goldNow.path("stage").asString()).isEqualTo("Complete");
    assertThat(next(labeler).isNull()).isTrue();
  }

  @Test
  void submittingTwiceScoresOnceAndChangesNothing() {
    gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient labeler = member("Labeler");
    String id = next(labeler).path("_id").asString();
    submit(labeler, id, labels(0, "Blue"));
    submit(labeler, id, labels(90, "Grey"));
    assertThat(results().path("results").path(0).path("score").asInt()).isEqualTo(100);
    assertThat(labeler.post("/v2/annotate/" + id, Map.of("answer", labels(90, "Grey"))).status())
        .isEqualTo(409);
  }

  @Test
  void whoMadeTheRightAnswerIsNotTested() {
    TestClient author = member("Labeler");
    String id = addAssets(1).getLast();
    submit(author, id, labels(0, "Blue"));
    mark(List.of(id), true);
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    assertThat(next(author).isNull()).isTrue();
    assertThat(next(member("Labeler")).isObject()).isTrue();
  }

  @Test
  void aRatioOfZeroPausesAndOffServesNone() {
    gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 0));
    assertThat(next(member("Labeler")).isNull()).isTrue();
    settings(Map.of("benchmarkEnabled", false, "benchmarkRatio", 100));
    assertThat(next(member("Labeler")).isNull()).isTrue();
  }

  @Test
  void everyBenchmarkComesOnceAndOrdinaryTasksFollow() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      gold();
    }
    List<String> ids = addAssets(2);
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient labeler = member("Labeler");
    for (int i = 0; i < 5; i++) {
      String id = next(labeler).path("_id").asString();
      assertThat(seen.add(id)).isTrue();
      submit(labeler, id, labels(0, "Blue"));
    }
    assertThat(next(labeler).isNull()).isTrue();
    assertThat(results().path("total").asInt()).isEqualTo(3);
    assertThat(seen).containsAll(ids.subList(ids.size() - 2, ids.size()));
  }

  @Test
  void aMarkedTaskLeavesTheQueue() {
    String id = addAssets(1).getLast();
    submit(admin, id, labels(0, "Blue"));
    mark(List.of(id), true);
    admin.post(base + "/requeue", Map.of("to", "Label", "tasks", List.of(id)));
    assertThat(next(member("Labeler")).isNull()).isTrue();
  }

  @Test
  void attemptsAreNoTasksOfTheProject() {
    gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient labeler = member("Labeler");
    submit(labeler, next(labeler).path("_id").asString(), labels(0, "Blue"));
    assertThat(admin.get(base + "/tasks").data().path("total").asInt()).isEqualTo(1);
    assertThat(
            admin
                .get(base + "/tasks?filters=%7B%22type%22:%7B%22$eq%22:%22benchmark%22%7D%7D")
                .data()
                .path("total")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void averagesAreTheirOwnForLabelersAndAllForLeads() {
    gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient one = member("Labeler");
    TestClient other = member("Labeler");
    submit(one, next(one).path("_id").asString(), labels(0, "Blue"));
    submit(other, next(other).path("_id").asString(), labels(0, "Grey"));
    JsonNode own = other.get(base + "/benchmark-averages").data().path("users");
    assertThat(own).hasSize(1);
    assertThat(own.path(0).path("average").asInt()).isEqualTo(50);
    assertThat(own.path(0).path("count").asInt()).isEqualTo(1);
    assertThat(admin.get(base + "/benchmark-averages").data().path("users")).hasSize(2);
  }

  @Test
  void aLowAverageEndsTheSupplyUntilAManagerClearsIt() {
    for (int i = 0; i < 3; i++) {
      gold();
    }
    addAssets(1);
    settings(
        Map.of(
            "benchmarkEnabled",
            true,
            "benchmarkRatio",
            100,
            "benchmarkCutoff",
            true,
            "benchmarkCutoffScore",
            60,
            "benchmarkCutoffMin",
            2));
    String email = email(people);
    TestClient labeler = member("Labeler");
    submit(labeler, next(labeler).path("_id").asString(), labels(300, "Grey"));
    submit(labeler, next(labeler).path("_id").asString(), labels(300, "Grey"));
    TestClient.Answer refused = labeler.post(base + "/next", Map.of("queue", "label"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("benchmark average");
    JsonNode standing = admin.get(base + "/benchmark-averages").data().path("users").path(0);
    assertThat(standing.path("cutOff").asBoolean()).isTrue();
    assertThat(labeler.get("/v2/notices").text()).contains("benchmarkCutoff");

    assertThat(labeler.post(base + "/benchmark-cutoff/clear", Map.of("user", email)).status())
        .isEqualTo(403);
    admin.post(base + "/benchmark-cutoff/clear", Map.of("user", email)).data();
    assertThat(next(labeler).isObject()).isTrue();
    assertThat(admin.post(base + "/benchmark-cutoff/clear", Map.of("user", email)).status())
        .isEqualTo(404);
  }

  @Test
  void turningBenchmarksOffKeepsScoresAndDeletingThemIsConfirmed() {
    gold();
    settings(Map.of("benchmarkEnabled", true, "benchmarkRatio", 100));
    TestClient labeler = member("Labeler");
    submit(labeler, next(labeler).path("_id").asString(), labels(0, "Blue"));
    settings(Map.of("benchmarkEnabled", false));
    assertThat(results().path("results").path(0).path("score").asInt()).isEqualTo(100);
    assertThat(admin.delete(base + "/benchmark-results", Map.of()).status()).isEqualTo(400);
    assertThat(
            admin
                .delete(base + "/benchmark-results", Map.of("confirm", true))
                .data()
                .path("deleted")
                .asInt())
        .isEqualTo(1);
    assertThat(admin.get(base + "/benchmark-averages").data().path("users")).isEmpty();
  }
}
