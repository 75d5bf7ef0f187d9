package kalem.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Templates, and workflows on their way from one project to another (workflow.md 4.11). */
class WorkflowTemplateTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();

  @Test
  void everyTemplateOfTheGalleryCanBeSavedAsItIs() {
    JsonNode templates = admin.get("/v2/workflowTemplates").data().path("templates");

    assertThat(templates.valueStream().filter(t -> t.path("builtIn").asBoolean())).hasSize(6);
    for (JsonNode template : templates) {
      if (template.path("builtIn").asBoolean()) {
        String project = hub.newProject(template.path("name").asString());
        admin.post("/v2/project/" + project, Map.of("stages", template.path("stages"))).data();
      }
    }
  }

  @Test
  void aSavedWorkflowFitsAnotherProjectOnceItsBatchesPeopleAndSecretsAreSeenTo() {
    String source = hub.newProject("Source");
    String batch =
        admin
            .post("/v2/batches/" + source, Map.of("name", "north"))
            .data()
            .path("project")
            .path("_id")
            .asString();
    String member = "template@example.org";
    hub.newMember(member, source, "Labeler");
    admin.post("/v2/project/" + source, Map.of("stages", Json.parse(stages(batch, member)))).data();
    JsonNode template =
        admin
            .post("/v2/project/" + source + "/workflowTemplate", Map.of("name", "Ours"))
            .data()
            .path("template");
    String target = hub.newProject("Target");

    JsonNode adapted =
        admin
            .post(
                "/v2/project/" + target + "/workflow/adapt",
                Map.of("stages", template.path("stages"), "sourceProject", source))
            .data();

    assertThat(template.toString()).doesNotContain("hush").doesNotContain("secret");
    assertThat(adapted.path("warnings").toString()).contains("north").contains(member);
    assertThat(adapted.path("stages").get(3).path("assignedTo")).isEmpty();
    String mapped =
        adapted
            .path("stages")
            .get(1)
            .path("logic")
            .path("conditions")
            .get(0)
            .path("value")
            .get(0)
            .asString();
    JsonNode batches = admin.get("/v2/project/" + target).data().path("project").path("batches");
    assertThat(batches.get(0).path("_id").asString()).isEqualTo(mapped);
    admin.post("/v2/project/" + target, Map.of("stages", adapted.path("stages"))).data();
  }

  private static String stages(String batch, String member) {
    return """
    [{"id":"Start","type":"Start","name":"Start","next":["L"],"autoForward":true},
     {"id":"L","type":"Logic","name":"L","next":["W","W"],"logic":{"conditions":[
       {"type":"Batch","value":["%s"],"index":0}]}},
     {"id":"W","type":"Webhook","name":"W","url":"https://w.example","secret":"hush","next":["A"]},
     {"id":"A","type":"Label","name":"A","next":["Complete"],"assignedTo":["%s"]},
     {"id":"Complete","type":"Complete","name":"Complete"}]
    """
        .formatted(batch, member);
  }
}
