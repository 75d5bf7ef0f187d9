package kalem.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Saved versions of a workflow, and the secrets in them. */
class WorkflowVersionTest {
  private static final String STAGES =
      """
      [{"id":"Start","type":"Start","name":"Start","next":["W"],"autoForward":false},
       {"id":"W","type":"Webhook","name":"W","url":"https://w.example","authType":"secret",
        "secret":"%s","color":"red","next":["Complete"]},
       {"id":"Complete","type":"Complete","name":"Complete","next":[]}]
      """;

  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private String project;

  @BeforeEach
  void makeProject() {
    project = hub.newProject("Versions");
  }

  @Test
  void anEarlierVersionBecomesTheNewestOne() {
    save(STAGES.formatted("s"));

    JsonNode restored = post("/workflowVersions/1/restore", Map.of()).data();

    assertThat(restored.path("workflowRevision").asInt()).isEqualTo(3);
    assertThat(restored.path("stages").get(1).path("id").asString()).isEqualTo("Label");
    JsonNode versions = get("/workflowVersions").path("versions");
    assertThat(versions)
        .extracting(version -> version.path("revision").asInt())
        .containsExactly(3, 2, 1);
    assertThat(versions.get(0).path("savedBy").asString()).isEqualTo(TestHub.ADMIN_EMAIL);
    assertThat(versions.get(0).path("current").asBoolean()).isTrue();
  }

  @Test
  void aVersionThatNeverWasIsNotFound() {
    assertThat(post("/workflowVersions/77/restore", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void aSecretIsNeverShownAndKeptWhereItsMaskComesBack() {
    save(STAGES.formatted("hush"));
    String stored = stored();

    JsonNode shown = get("").path("project").path("stages");
    assertThat(shown.get(1).path("secret").asString()).isEqualTo(StageSecrets.MASK);
    assertThat(shown.toString()).doesNotContain("hush").doesNotContain("secretSealed");
    save(shown.toString());

    assertThat(stored).doesNotContain("hush").contains("secretSealed");
    assertThat(stored()).isEqualTo(stored);
    assertThat(get("/workflowVersions/2").toString()).doesNotContain("secretSealed");
  }

  @Test
  void anEarlierVersionIsRestoredWithItsSecret() {
    save(STAGES.formatted("hush"));
    String stored = stored();
    post("/workflowVersions/1/restore", Map.of()).data();

    post("/workflowVersions/2/restore", Map.of()).data();

    assertThat(stored()).isEqualTo(stored);
  }

  @Test
  void aSealedTextIsNotTakenFromOutside() {
    save(STAGES.formatted("hush").replace("\"secret\":", "\"secretSealed\":"));

    assertThat(stored()).doesNotContain("secretSealed");
  }

  @Test
  void keysThatNobodyKnowsStay() {
    save(STAGES.formatted("s"));

    assertThat(get("").path("project").path("stages").get(1).path("color").asString())
        .isEqualTo("red");
  }

  private void save(String stages) {
    post("", Map.of("stages", Json.parse(stages))).data();
  }

  private String stored() {
    return hub.bean(JdbcClient.class)
        .sql("select stages from project where id = ?")
        .param(project)
        .query(String.class)
        .single();
  }

  private TestClient.Answer post(String path, Object body) {
    return admin.post("/v2/project/" + project + path, body);
  }

  private JsonNode get(String path) {
    return admin.get("/v2/project/" + project + path).data();
  }
}
