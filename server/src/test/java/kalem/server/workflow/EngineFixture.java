package kalem.server.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import tools.jackson.databind.JsonNode;

/** A project with a workflow, and what people do in it. */
final class EngineFixture {
  private static final AtomicInteger PEOPLE = new AtomicInteger();
  private static final String SCHEMA =
      """
      {"tools":[{"tool":"bounding-box","title":"Car","schemaId":"car","color":"#3366ff"}],
       "classifications":[{"tool":"radio","title":"Sky","schemaId":"sky","options":[
         {"value":"Blue","schemaId":"blue"},{"value":"Grey","schemaId":"grey"}]}],
       "relations":[]}
      """;

  final TestHub hub = TestHub.shared();
  final TestClient admin = hub.admin();
  final String project = hub.newProject("Engine");

  EngineFixture(String stages) {
    admin.post("/v2/project/" + project, Map.of("categorySchema", Json.parse(SCHEMA))).data();
    save(stages);
  }

  void save(String stages) {
    post("", Map.of("stages", Json.parse(stages))).data();
  }

  TestClient member(String role) {
    return hub.newMember("engine" + PEOPLE.incrementAndGet() + "@example.org", project, role);
  }

  TestClient.Answer post(String path, Object body) {
    return admin.post("/v2/project/" + project + path, body);
  }

  JsonNode get(String path) {
    return admin.get("/v2/project/" + project + path).data();
  }

  /** Adds assets; the ids of their tasks, oldest first. */
  List<String> add(int count) {
    return add(count, Map.of());
  }

  List<String> add(int count, Map<String, Object> more) {
    List<Map<String, Object>> assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> asset = new HashMap<>(more);
      asset.put("data", "https://images.example.org/" + i + ".png");
      asset.put("externalId", "image " + i);
      assets.add(asset);
    }
    post("/cloud", Map.of("assets", assets)).data();
    List<String> ids = new ArrayList<>();
    get("/tasks?sort=_id&limit=1000").path("tasks").forEach(t -> ids.add(t.path("_id").asString()));
    return ids.subList(Math.max(0, ids.size() - count), ids.size());
  }

  JsonNode task(String id) {
    return admin.get("/v2/task/" + id).data().path("task");
  }

  String stage(String id) {
    return task(id).path("stage").asString();
  }

  List<String> history(String id) {
    return admin
        .get("/v2/task/" + id + "/history")
        .data()
        .path("taskHistory")
        .valueStream()
        .map(visit -> visit.path("stageName").asString())
        .toList();
  }

  JsonNode next(TestClient person) {
    return person
        .post("/v2/project/" + project + "/next", Map.of("queue", "label"))
        .data()
        .path("task");
  }

  static TestClient.Answer submit(TestClient person, String id, String sky) {
    return person.post(
        "/v2/annotate/" + id + "?nextStage=true", Map.of("answer", Json.parse(answer(sky))));
  }

  static String answer(String sky) {
    return "{\"objects\":[],\"classifications\":[{\"objectId\":\"s\",\"schemaId\":\"sky\",\"answer\":\""
        + sky
        + "\"}],\"relations\":[]}";
  }

  /** Waits for what a job does. */
  static void await(BooleanSupplier over) {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (!over.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("It did not come to that within 30 seconds");
      }
      Thread.onSpinWait();
      LockSupport.parkNanos(50_000_000);
    }
  }
}
