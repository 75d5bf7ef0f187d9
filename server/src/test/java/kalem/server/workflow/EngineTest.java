package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stages of a workflow at work, from outside (workflow.md 4). */
class EngineTest {
  private static final String ENDS =
      """
      {"id":"Archive","type":"Archive","name":"Archive"},
      {"id":"Hold","type":"Hold","name":"Hold","next":["Complete"]},
      {"id":"Complete","type":"Complete","name":"Complete"}
      """;

  private record Received(String signature, String signature256, String delivery, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer receiver;

  @BeforeEach
  void listen() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(
              new Received(
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Hub-Signature")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Delivery-Id")),
                  body));
          exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 500 : 204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private static String stages(String... more) {
    return "[" + String.join(",", more) + "," + ENDS + "]";
  }

  private static String start(boolean autoForward, String next) {
    return "{\"id\":\"Start\",\"type\":\"Start\",\"name\":\"Start\",\"next\":[\"%s\"],\"autoForward\":%s}"
        .formatted(next, autoForward);
  }

  @Test
  void rulesSendNewTasksTheirWays() {
    EngineFixture at =
        new EngineFixture(
            stages(
                start(true, "L"),
                """
                {"id":"L","type":"Logic","name":"L","next":["Hold","Complete"],"logic":{"conditions":[
                  {"type":"Metadata","value":{"path":"camera","op":"$eq","value":"X1"},"index":0}]}}
                """));

    String held = at.add(1, Map.of("metadata", Map.of("camera", "X1"))).getFirst();
    String done = at.add(1).getFirst();

    assertThat(at.stage(held)).isEqualTo("Hold");
    assertThat(at.stage(done)).isEqualTo("Complete");
    assertThat(at.history(held)).containsExactly("Start", "L");
  }

  @Test
  void uploadingOneAssetEmptiesStartOnceAutoForwardIsOn() {
    EngineFixture at = new EngineFixture(stages(start(false, "Hold")));
    List<String> waiting = at.add(3);
    at.save(stages(start(true, "Hold")));
    assertThat(waiting).allMatch(id -> at.stage(id).equals("Start"));

    at.add(1);

    assertThat(waiting).allMatch(id -> at.stage(id).equals("Hold"));
  }

  @Test
  void aManagerSendsOnWhatIsHeldWithAHistoryEntryOfNobody() {
    EngineFixture at = new EngineFixture(stages(start(true, "Hold")));
    List<String> held = at.add(2);

    JsonNode result = at.post("/forwardTasks", Map.of("stageId", "Hold")).data();

    assertThat(result.path("modified").asInt()).isEqualTo(2);
    assertThat(at.stage(held.getFirst())).isEqualTo("Complete");
    assertThat(at.history(held.getFirst())).containsExactly("Start", "Hold");
    assertThat(at.post("/forwardTasks", Map.of("stageId", "Complete")).status()).isEqualTo(400);
  }

  @Test
  void manyTasksAreSentOnByAJob() {
    EngineFixture at = new EngineFixture(stages(start(true, "Hold")));
    at.add(BulkMoves.MOST_AT_ONCE + 1);

    JsonNode result = at.post("/forwardTasks", Map.of("stageId", "Hold")).data();

    String job = result.path("job").asString();
    EngineFixture.await(() -> at.get("/bulkMoves/" + job).path("state").asString().equals("ready"));
    assertThat(at.get("/bulkMoves/" + job).path("modified").asInt()).isEqualTo(501);
  }

  @Test
  void aSubmitWithoutANextStageIsKeptAndGoesOnOnceTheOutputIsConnected() {
    String label = "{\"id\":\"A\",\"type\":\"Label\",\"name\":\"A\",\"next\":[%s]}";
    EngineFixture at = new EngineFixture(stages(start(true, "A"), label.formatted("")));
    String id = at.add(1).getFirst();
    TestClient labeler = at.member("Labeler");
    at.next(labeler);
    EngineFixture.submit(labeler, id, "Blue").data();

    assertThat(at.task(id).path("mark").asString()).isEqualTo("no next stage");
    assertThat(at.next(labeler).isNull()).isTrue();
    at.save(stages(start(true, "A"), label.formatted("\"Complete\"")));
    at.post("/rerun", Map.of("stageId", "A")).data();

    assertThat(at.stage(id)).isEqualTo("Complete");
    assertThat(at.history(id)).containsExactly("Start", "A");
    assertThat(at.task(id).path("mark").asString()).isEqualTo("none");
  }

  @Test
  void aLoopIsHeldAndTold() {
    EngineFixture at =
        new EngineFixture(
            stages(
                start(true, "L"),
                "{\"id\":\"L\",\"type\":\"Logic\",\"name\":\"L\",\"next\":[\"L\"]}"));

    String id = at.add(1).getFirst();

    assertThat(at.task(id).path("mark").asString()).isEqualTo("workflow loop");
    assertThat(at.admin.get("/v2/notices").data().toString()).contains("workflowStuck");
  }

  @Test
  void archivedTasksAreOnlyListedWhereTheirStageIsAskedFor() {
    EngineFixture at = new EngineFixture(stages(start(true, "Archive")));
    at.add(2);

    assertThat(at.get("/tasks").path("total").asInt()).isZero();
    assertThat(at.get("/tasks?stage=Archive").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void aMessageIsSentSignedAndTheTaskMovesOn() {
    EngineFixture at = new EngineFixture(hooked("stay"));
    String id = at.add(1).getFirst();

    EngineFixture.await(() -> at.stage(id).equals("Complete"));

    Received message = received.getFirst();
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    assertThat(message.signature()).isEqualTo(WebhookSignature.sha1("hush", body)).hasSize(40);
    assertThat(message.signature256()).isEqualTo(WebhookSignature.sha256("hush", body));
    JsonNode sent = Json.parse(message.body());
    assertThat(sent.path("task").path("taskId").asString()).isEqualTo(id);
    assertThat(sent.path("task").path("stageId").asString()).isEqualTo("W");
    assertThat(sent.path("batches").isArray()).isTrue();
    assertThat(sent.path("batchNames").isArray()).isTrue();
    JsonNode log = at.get("/stages/W/deliveries?state=delivered").path("deliveries");
    assertThat(log).hasSize(1);
    assertThat(log.get(0).path("status").asInt()).isEqualTo(204);
  }

  @Test
  void aRefusedMessageWaitsForItsNextAttemptAndIsSentAgainByHand() {
    failures.set(1);
    EngineFixture at = new EngineFixture(hooked("stay"));
    String id = at.add(1).getFirst();
    EngineFixture.await(() -> at.task(id).path("mark").asString().equals("webhook retrying"));

    // Scripts send the double slash (workflow.md 21.1).
    at.admin.post("/v2//project/" + at.project + "/rerun-webhook", Map.of("stageId", "W")).data();

    EngineFixture.await(() -> at.stage(id).equals("Complete"));
    assertThat(received).extracting(Received::delivery).doesNotHaveDuplicates().hasSize(2);
    assertThat(at.get("/stages/W/deliveries?state=canceled").path("total").asInt()).isEqualTo(1);
  }

  @Test
  void theSameAttemptTwiceSendsNothingNew() throws Exception {
    EngineFixture at = new EngineFixture(hooked("stay"));
    String id = at.add(1).getFirst();
    EngineFixture.await(() -> at.stage(id).equals("Complete"));
    String delivery = received.getFirst().delivery();

    int key = Integer.parseUnsignedInt(at.project.substring(8, 16), 16);
    at.hub.bean(WebhookJob.class).run(new Webhooks.Message(key, delivery, 1));

    assertThat(received).hasSize(1);
    assertThat(at.history(id)).containsExactly("Start", "W");
  }

  private String hooked(String onFailure) {
    return stages(
        start(true, "W"),
        """
        {"id":"W","type":"Webhook","name":"W","url":"%s","authType":"secret","secret":"hush",
         "onFailure":"%s","next":["Complete"]}
        """
            .formatted(url(), onFailure));
  }

  @Test
  void aPluginLabelsTheTaskAndSendsItOn() {
    plugins()
        .play(
            "sky",
            request -> new PluginRuns.Result.Answered(Json.parse(EngineFixture.answer("Grey"))));
    EngineFixture at = new EngineFixture(plugged("sky"));
    String id = at.add(1).getFirst();

    EngineFixture.await(() -> at.stage(id).equals("Complete"));

    assertThat(at.task(id).path("answer").path("classifications").get(0).path("answer").asString())
        .isEqualTo("Grey");
    assertThat(at.history(id)).containsExactly("Start", "P");
  }

  @Test
  void aPluginThatIsNotConnectedMarksTheTaskUntilItIsRunAgain() {
    EngineFixture at = new EngineFixture(plugged("late"));
    String id = at.add(1).getFirst();
    EngineFixture.await(() -> at.task(id).path("mark").asString().equals("plugin error"));
    assertThat(at.task(id).path("markNote").asString()).contains("not connected");
    plugins()
        .play(
            "late",
            request -> new PluginRuns.Result.Answered(Json.parse(EngineFixture.answer("Blue"))));

    at.post("/rerun", Map.of("stageId", "P")).data();

    EngineFixture.await(() -> at.stage(id).equals("Complete"));
  }

  @Test
  void labelsThatCanNotBeUsedMarkTheTask() {
    plugins()
        .play(
            "wrong",
            request -> new PluginRuns.Result.Answered(Json.parse(EngineFixture.answer("Purple"))));
    EngineFixture at = new EngineFixture(plugged("wrong"));
    String id = at.add(1).getFirst();

    EngineFixture.await(() -> at.task(id).path("mark").asString().equals("plugin error"));
    assertThat(at.stage(id)).isEqualTo("P");
  }

  @Test
  void requeueingIntoAPluginStageRunsIt() {
    List<String> runs = new ArrayList<>();
    plugins()
        .play(
            "again",
            request -> {
              runs.add(request.runId());
              return new PluginRuns.Result.Answered(Json.parse(EngineFixture.answer("Blue")));
            });
    EngineFixture at = new EngineFixture(plugged("again"));
    String id = at.add(1).getFirst();
    EngineFixture.await(() -> at.stage(id).equals("Complete"));

    at.post("/requeueTasks", Map.of("toStageId", "P", "filters", Map.of("taskIds", List.of(id))))
        .data();

    EngineFixture.await(() -> at.history(id).size() == 3 && at.stage(id).equals("Complete"));
    assertThat(runs).hasSize(2).doesNotHaveDuplicates();
  }

  private static ScriptedPlugins plugins() {
    return TestHub.shared().bean(ScriptedPlugins.class);
  }

  private static String plugged(String plugin) {
    return stages(
        start(true, "P"),
        "{\"id\":\"P\",\"type\":\"Plugin\",\"name\":\"P\",\"pluginId\":\"%s\",\"next\":[\"Complete\"]}"
            .formatted(plugin));
  }
}
