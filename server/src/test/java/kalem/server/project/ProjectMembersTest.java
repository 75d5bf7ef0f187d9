package kalem.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestClient.Answer;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Roles in a project, and what becomes of stages when people go (people.md 3). */
class ProjectMembersTest {
  private static final TestHub HUB = TestHub.shared();

  @Test
  void aLeadChangesMembersUpToTheirOwnRankOnly() {
    String project = HUB.newProject("Ranks");
    TestClient lead = HUB.newMember("lead@ranks.example", project, "Lead");
    HUB.newMember("manager@ranks.example", project, "Manager");
    HUB.newMember("labeler@ranks.example", project, "Labeler");

    assertThat(assign(lead, project, "manager@ranks.example", "Labeler").status()).isEqualTo(403);
    assertThat(remove(lead, project, "manager@ranks.example").status()).isEqualTo(403);
    assertThat(assign(lead, project, "labeler@ranks.example", "Manager").status()).isEqualTo(403);
    assertThat(role(project, "manager@ranks.example")).isEqualTo("Manager");
    assertThat(assign(lead, project, "labeler@ranks.example", "Lead").status()).isEqualTo(200);
    assertThat(role(project, "labeler@ranks.example")).isEqualTo("Lead");
    assertThat(remove(lead, project, "labeler@ranks.example").status()).isEqualTo(200);
  }

  @Test
  void oneRefusedMemberRefusesAll() {
    String project = HUB.newProject("All or none");
    TestClient lead = HUB.newMember("lead@none.example", project, "Lead");
    HUB.newMember("manager@none.example", project, "Manager");
    HUB.newMember("labeler@none.example", project, "Labeler");
    List<String> both = List.of("labeler@none.example", "manager@none.example");

    assertThat(
            lead.post(
                    "/v2/project/" + project + "/assigned",
                    Map.of("assignees", both, "role", "Reviewer"))
                .status())
        .isEqualTo(403);
    assertThat(role(project, "labeler@none.example")).isEqualTo("Labeler");
  }

  @Test
  void onlyAdministratorsChangeTheOwner() {
    TestClient owner = HUB.newMember("owner@own.example", HUB.newProject("Somewhere"), "Labeler");
    String project =
        owner
            .post("/v2/project", Map.of("name", "Own"))
            .data()
            .path("project")
            .path("_id")
            .asString();
    TestClient manager = HUB.newMember("manager@own.example", project, "Manager");

    assertThat(assign(manager, project, "owner@own.example", "Labeler").status()).isEqualTo(403);
    assertThat(remove(manager, project, "owner@own.example").status()).isEqualTo(403);
    assertThat(assign(manager, project, "owner@own.example", "Manager").status()).isEqualTo(200);
    assertThat(assign(HUB.admin(), project, "owner@own.example", "Lead").status()).isEqualTo(200);
    assertThat(role(project, "owner@own.example")).isEqualTo("Lead");
  }

  @Test
  void whoIsRemovedVanishesFromStages() {
    String project = HUB.newProject("Lists");
    HUB.newMember("going@lists.example", project, "Labeler");
    HUB.newMember("staying@lists.example", project, "Labeler");
    String stages = stages("\"Going@lists.example\",\"staying@lists.example\"");
    int revision = saveStages(project, stages);

    assertThat(remove(HUB.admin(), project, "going@lists.example").status()).isEqualTo(200);

    JsonNode after = project(project);
    assertThat(after.path("stages")).hasToString(stages("\"staying@lists.example\""));
    assertThat(after.path("workflowRevision").asInt()).isEqualTo(revision + 1);
  }

  @Test
  void aStageForNobodyElseIsOpenedOnlyOnceThatIsConfirmed() {
    String project = HUB.newProject("Alone");
    HUB.newMember("alone@lists.example", project, "Labeler");
    saveStages(project, stages("\"alone@lists.example\""));

    Answer refused = remove(HUB.admin(), project, "alone@lists.example");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.message()).contains("Work here");
    assertThat(refused.json().path("error").path("stages")).hasToString("[\"Work here\"]");
    assertThat(role(project, "alone@lists.example")).isEqualTo("Labeler");

    HUB.admin()
        .delete(
            "/v2/project/" + project + "/assigned",
            Map.of("assignees", List.of("alone@lists.example"), "openStages", true))
        .data();
    assertThat(project(project).path("stages")).hasToString(stages(""));
  }

  @Test
  void whoLeavesTheOrganizationVanishesButStagesForNobodyElseStayClosed() {
    String shared = HUB.newProject("Shared");
    String alone = HUB.newProject("Closed");
    HUB.newMember("leaver@lists.example", shared, "Labeler");
    HUB.newMember("stayer@lists.example", shared, "Labeler");
    saveStages(shared, stages("\"stayer@lists.example\",\"leaver@lists.example\""));
    // Named by a stage without a role in the project.
    int revision = saveStages(alone, stages("\"leaver@lists.example\""));

    leaveOrganization("leaver@lists.example");

    assertThat(project(shared).path("stages")).hasToString(stages("\"stayer@lists.example\""));
    assertThat(project(alone).path("stages")).hasToString(stages("\"leaver@lists.example\""));
    assertThat(project(alone).path("workflowRevision").asInt()).isEqualTo(revision);
    Answer saved = save(alone, "stages", Json.parse(stages("\"leaver@lists.example\"")));
    assertThat(saved.data().path("warnings").toString()).contains("leaver@lists.example");
    assertThat(save(shared, "stages", Json.parse(stages("\"leaver@lists.example\""))).status())
        .isEqualTo(400);
  }

  private static String stages(String assignees) {
    return """
    [{"name":"Start","id":"Start","type":"Start","next":["Label"],"zoom":1.5},\
    {"assignedTo":[%s],"type":"Label","id":"Label","name":"Work here","next":["Complete"],\
    "x-own":{"b":1,"a":[2]}},\
    {"id":"Complete","type":"Complete","name":"Complete","next":[]}]\
    """
        .formatted(assignees);
  }

  private static int saveStages(String project, String stages) {
    return save(project, "stages", Json.parse(stages))
        .data()
        .path("project")
        .path("workflowRevision")
        .asInt();
  }

  private static Answer save(String project, String key, JsonNode value) {
    return HUB.admin().post("/v2/project/" + project, Map.of(key, value));
  }

  private static JsonNode project(String id) {
    return HUB.admin().get("/v2/project/" + id).data().path("project");
  }

  private static String role(String project, String email) {
    return project(project)
        .path("assignedTo")
        .valueStream()
        .filter(member -> member.path("assignee").asString().equals(email))
        .map(member -> member.path("role").asString())
        .findFirst()
        .orElse("none");
  }

  private static Answer assign(TestClient by, String project, String email, String role) {
    return by.post(
        "/v2/project/" + project + "/assigned", Map.of("assignees", List.of(email), "role", role));
  }

  private static Answer remove(TestClient by, String project, String email) {
    return by.delete("/v2/project/" + project + "/assigned", Map.of("assignees", List.of(email)));
  }

  private static void leaveOrganization(String email) {
    String organization =
        HUB.admin().get("/v2/me").data().path("user").path("organization").path("_id").asString();
    HUB.admin()
        .delete("/v2/organization/" + organization + "/users", Map.of("users", List.of(email)))
        .data();
  }
}
