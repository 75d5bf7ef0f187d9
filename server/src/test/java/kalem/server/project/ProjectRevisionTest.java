package kalem.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kalem.server.app.TestClient.Answer;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two managers who change the same project. */
class ProjectRevisionTest {
  private static final TestHub HUB = TestHub.shared();

  @Test
  void aWorkflowBasedOnAnOlderRevisionIsRefused() {
    String project = HUB.newProject("Two managers");
    JsonNode stages = project(project).path("stages");
    save(project, Map.of("stages", stages)).data();

    Answer stale = save(project, Map.of("stages", stages, "workflowRevision", 1));

    assertThat(stale.status()).isEqualTo(409);
    JsonNode error = stale.json().path("error");
    assertThat(error.path("code").asString()).isEqualTo("stale-version");
    assertThat(error.path("workflowRevision").asInt()).isEqualTo(2);
    save(project, Map.of("stages", stages, "workflowRevision", 2)).data();
    assertThat(project(project).path("workflowRevision").asInt()).isEqualTo(3);
  }

  @Test
  void aCategorySchemaHasRevisionsOfItsOwn() {
    String project = HUB.newProject("Two managers of a schema");
    JsonNode schema = project(project).path("categorySchema");
    save(project, Map.of("categorySchema", schema)).data();

    Answer stale = save(project, Map.of("categorySchema", schema, "categorySchemaRevision", 1));

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("error").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void scriptsThatNameNoRevisionWin() {
    String project = HUB.newProject("Script");
    JsonNode stages = project(project).path("stages");
    save(project, Map.of("stages", stages)).data();
    save(project, Map.of("stages", stages)).data();

    // Alone, the revision in an old project object says nothing.
    save(project, Map.of("name", "Script 2", "workflowRevision", 1)).data();
    assertThat(project(project).path("workflowRevision").asInt()).isEqualTo(3);
  }

  private static Answer save(String project, Map<String, Object> body) {
    return HUB.admin().post("/v2/project/" + project, body);
  }

  private static JsonNode project(String id) {
    return HUB.admin().get("/v2/project/" + id).data().path("project");
  }
}
