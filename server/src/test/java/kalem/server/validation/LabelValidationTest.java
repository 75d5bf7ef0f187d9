package kalem.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Label validation from outside (workflow section 14). */
class LabelValidationTest {
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

  private static final String NO_GREY =
      "(answers) => answers.classifications.filter(c => c.answer === 'grey')"
          + ".map(c => ({objectId: c.objectId, message: 'no ' + c.answerText + ' sky'}))";

  private static int people;

  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private String project;
  private String taskId;

  @BeforeEach
  void makeTask() {
    project = hub.newProject("Validation");
    admin.post("/v2/project/" + project, Map.of("categorySchema", SCHEMA)).data();
    admin
        .post(
            "/v2/project/" + project + "/cloud",
            Map.of("assets", List.of(Map.of("data", "https://example.org/a.jpg"))))
        .data();
    taskId =
        admin
            .get("/v2/project/" + project + "/tasks")
            .data()
            .path("tasks")
            .path(0)
            .path("_id")
            .asString();
  }

  private JsonNode configure(Map<String, Object> settings) {
    return admin
        .post("/v2/project/" + project + "/labelValidation", settings)
        .data()
        .path("project");
  }

  private TestClient.Answer annotate(TestClient client, String sky, String query) {
    return client.post(
        "/v2/annotate/" + taskId + query,
        Map.of(
            "answer",
            Map.of("classifications", List.of(Map.of("schemaId", "sky", "answer", sky)))));
  }

  private static Map<String, Object> strict() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("customValidationEnabled", true);
    settings.put("preventSubmission", true);
    settings.put("enforceOnApi", true);
    settings.put("validationFunction", NO_GREY);
    return settings;
  }

  @Test
  void settingsAreChangedOneByOne() {
    JsonNode before = configure(Map.of());
    assertThat(before.path("customValidationEnabled").asBoolean(true)).isFalse();
    assertThat(before.path("validationFunction").asString("?")).isEmpty();
    assertThat(before.path("externalValidation").isNull()).isTrue();

    JsonNode after = configure(Map.of("customValidationEnabled", true, "name", "Not renamed"));
    assertThat(after.path("customValidationEnabled").asBoolean()).isTrue();
    assertThat(after.path("validationFunction").asString("?")).isEmpty();
    assertThat(after.path("name").asString()).isEqualTo("Validation");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    String path = "/v2/project/" + project + "/labelValidation";
    assertThat(admin.post(path, Map.of("customValidationEnabled", "yes")).status()).isEqualTo(400);
    assertThat(
            admin
                .post(
                    path, Map.of("externalValidation", Map.of("enabled", true, "apiUrl", "ftp:x")))
                .status())
        .isEqualTo(400);
    assertThat(admin.post(path, Map.of("externalValidation", Map.of("enabled", true))).status())
        .isEqualTo(400);
    assertThat(admin.post(path, Map.of("validationFunction", "x".repeat(200_001))).status())
        .isEqualTo(400);
  }

  @Test
  void onlyManagersSetAndTry() {
    TestClient lead = hub.newMember("valid-lead" + people++ + "@example.org", project, "Lead");
    String path = "/v2/project/" + project + "/labelValidation";
    assertThat(lead.post(path, Map.of()).status()).isEqualTo(403);
    assertThat(
            lead.post(path + "/try", Map.of("function", "() => []", "answer", Map.of())).status())
        .isEqualTo(403);
  }

  @Test
  void whatIsPreventedIsNotSaved() {
    configure(strict());
    TestClient.Answer refused = annotate(admin, "Grey", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("no Grey sky");
    assertThat(refused.json().path("error").path("code").asString()).isEqualTo("validation-failed");
    assertThat(annotate(admin, "Blue", "?nextStage=true").status()).isEqualTo(200);
  }

  @Test
  void withoutPreventionFindingsAreOnlyTold() {
    Map<String, Object> settings = strict();
    settings.put("preventSubmission", false);
    configure(settings);
    JsonNode data = annotate(admin, "Grey", "").data();
    assertThat(data.path("validation").path(0).path("message").asString()).isEqualTo("no Grey sky");
  }

  @Test
  void warningsNeverPrevent() {
    Map<String, Object> settings = strict();
    settings.put("validationFunction", "() => [{message: 'look again', level: 'warning'}]");
    configure(settings);
    assertThat(annotate(admin, "Grey", "").status()).isEqualTo(200);
  }

  @Test
  void callsByKeyAreCheckedOnlyWhereTheProjectWantsIt() {
    Map<String, Object> settings = strict();
    settings.put("enforceOnApi", false);
    configure(settings);
    assertThat(annotate(admin, "Grey", "").status()).isEqualTo(200);
  }

  @Test
  void aFunctionThatNeverEndsIsOneErrorAndTheHubGoesOn() {
    Map<String, Object> settings = strict();
    settings.put("validationFunction", "() => { while (true) {} }");
    configure(settings);
    TestClient.Answer refused = annotate(admin, "Blue", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("longer than a second");
    settings.put("preventSubmission", false);
    configure(settings);
    assertThat(annotate(admin, "Blue", "").status()).isEqualTo(200);
  }

  @Test
  void editorsAskForTheVerdict() {
    configure(strict());
    String path = "/v2/task/" + taskId + "/validation";
    Map<String, Object> grey =
        Map.of(
            "answer",
            Map.of("classifications", List.of(Map.of("schemaId", "sky", "answer", "Grey"))));
    JsonNode data = admin.post(path, grey).data();
    assertThat(data.path("prevented").asBoolean()).isTrue();
    assertThat(data.path("errors")).hasSize(1);
    assertThat(data.path("errors").path(0).path("level").asString()).isEqualTo("error");
    assertThat(admin.post(path, Map.of()).data().path("errors")).isEmpty();
  }

  @Test
  void theContextTellsOfTheTask() {
    Map<String, Object> settings = strict();
    settings.put(
        "validationFunction",
        "(a, c) => [{level: 'warning', message: [c.externalId, c.stage, c.user,"
            + " c.schema.tools[0].title, c.batches.length, c.pageCount].join()}]");
    configure(settings);
    assertThat(
            annotate(admin, "Blue", "")
                .data()
                .path("validation")
                .path(0)
                .path("message")
                .asString())
        .isEqualTo("a.jpg,Label," + TestHub.ADMIN_EMAIL + ",Car,0,");
  }

  @Test
  void aFunctionIsTriedOutOnPastedLabels() {
    String path = "/v2/project/" + project + "/labelValidation/try";
    JsonNode good =
        admin
            .post(
                path,
                Map.of(
                    "function",
                    "(a) => { console.log(a.objects.length); return [{objectId: 'x', message:"
                        + " 'm'}]; }",
                    "answer",
                    Map.of("tools", List.of(Map.of("objectId", "x")))))
            .data();
    assertThat(good.path("errors").path(0).path("objectId").asString()).isEqualTo("x");
    assertThat(good.path("console").path(0).asString()).isEqualTo("1");
    assertThat(good.path("milliseconds").isNumber()).isTrue();
    assertThat(good.path("syntaxError").isNull()).isTrue();

    JsonNode broken =
        admin.post(path, Map.of("function", "(a) => [\n  ;", "answer", Map.of())).data();
    assertThat(broken.path("syntaxError").path("line").asInt()).isEqualTo(2);
  }

  /** A service on this machine, which the hub under test may call. */
  private static HttpServer service(int status, String answer, List<JsonNode> requests)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(Json.parse(new String(body, StandardCharsets.UTF_8)));
          byte[] reply = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void configureExternal(HttpServer server, Map<String, Object> further) {
    Map<String, Object> external = new LinkedHashMap<>(further);
    external.put("enabled", true);
    external.put("apiUrl", "http://localhost:" + server.getAddress().getPort() + "/check");
    Map<String, Object> settings = strict();
    settings.put("customValidationEnabled", false);
    settings.put("externalValidation", external);
    configure(settings);
  }

  @Test
  void aServiceElsewhereIsAsked() throws IOException {
    List<JsonNode> requests = new CopyOnWriteArrayList<>();
    HttpServer server =
        service(200, "{\"errors\":[{\"frame\":3,\"message\":\"wrong\"}]}", requests);
    try {
      configureExternal(server, Map.of("specificFrame", true, "frameNumbers", 3));
      TestClient.Answer refused = annotate(admin, "Grey", "");
      assertThat(refused.status()).isEqualTo(400);
      JsonNode detail = refused.json().path("error").path("details").path(0);
      assertThat(detail.path("frame").asInt()).isEqualTo(3);
      assertThat(detail.path("message").asString()).isEqualTo("wrong");
      JsonNode request = requests.getFirst();
      assertThat(request.path("projectId").asString()).isEqualTo(project);
      assertThat(request.path("taskId").asString()).isEqualTo(taskId);
      assertThat(request.path("stage").asString()).isEqualTo("Label");
      assertThat(request.path("frames").path(0).asInt()).isEqualTo(3);
      assertThat(request.path("answer").path("classifications").path(0).path("answer").asString())
          .isEqualTo("Grey");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServiceThatFailsIsOnlyAWarning() throws IOException {
    HttpServer server = service(500, "oops", new CopyOnWriteArrayList<>());
    try {
      configureExternal(server, Map.of());
      JsonNode found = annotate(admin, "Grey", "").data().path("validation").path(0);
      assertThat(found.path("level").asString()).isEqualTo("warning");
      assertThat(found.path("message").asString()).contains("status 500");
    } finally {
      server.stop(0);
    }
  }
}
