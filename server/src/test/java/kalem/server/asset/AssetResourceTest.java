package kalem.server.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AssetResourceTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private final String project = hub.newProject("Assets");

  @Test
  void showsEveryDocumentedField() {
    add("one");
    JsonNode asset = list("").path("assets").path(0);
    assertThat(asset.propertyNames())
        .contains(
            "_id",
            "project",
            "organization",
            "data",
            "dataset",
            "externalId",
            "batches",
            "batchIds",
            "storage",
            "contextData",
            "metadata",
            "attachments",
            "overlay",
            "isPreLabeled",
            "priority",
            "labelTasks",
            "createdAt",
            "createdBy",
            "updatedAt",
            "state");
    assertThat(asset.path("storage").isNull()).isTrue();
    assertThat(asset.path("state").asString()).isEqualTo("ready");
    assertThat(asset.path("labelTasks").path(0).path("stage").asString()).isEqualTo("Label");
    assertThat(admin.get("/v2/asset/" + id(asset)).data().path("asset").path("externalId"))
        .isEqualTo(asset.path("externalId"));
  }

  @Test
  void findsByEachFilterAndAllTogether() {
    List<String> ids = add("a+b.png", "a b.png", "c.png");
    String batch = batch("B");
    assign(List.of(ids.get(0), ids.get(2)), List.of("B"));
    assertThat(found("{\"_id\":\"" + ids.get(1) + "\"}")).containsExactly("a b.png");
    assertThat(found("{\"externalId\":\"a+b.png\"}")).containsExactly("a+b.png");
    assertThat(found("{\"batches\":[\"" + batch + "\"]}")).containsExactly("a+b.png", "c.png");
    assertThat(found("{\"batches\":[\"B\",null],\"externalId\":\"c.png\"}"))
        .containsExactly("c.png");
    assertThat(found("{\"isPreLabeled\":true}")).isEmpty();
    assertThat(found("{\"isPreLabeled\":false,\"_id\":null}")).hasSize(3);
    assertThat(list("?externalId=a+b.png").path("total").asInt()).isEqualTo(1);
    assertThat(list("?sort=-externalId").path("assets").path(0).path("externalId").asString())
        .isEqualTo("c.png");
  }

  @Test
  void refusesFaultyQueries() {
    for (String query :
        List.of(
            "filters=%7B",
            "filters=%5B%5D",
            "filters=%7B%22_id%22:5%7D",
            "filters=%zz",
            "filters=%7B%22externalId%22:%22%5Cu0000%22%7D",
            "sort=secret",
            "page=0",
            "filters=%7B%22batches%22:%5B%22none%22%5D%7D")) {
      assertThat(raw("?" + query.replace("%zz", "%25zz")).status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void deletesAllOrNothing() {
    List<String> ids = add("one", "two");
    String elsewhere = "/v2/project/" + hub.newProject("Foreign");
    admin.post(elsewhere + "/cloud", Map.of("assets", List.of(Map.of("data", "x")))).data();
    String foreign = id(admin.get(elsewhere + "/assets").data().path("assets").path(0));
    String path = "/v2/project/" + project + "/assets";
    for (String stranger : List.of(foreign, "0123456789ab0123456789ab", "no id", "a\0b")) {
      TestClient.Answer refused =
          admin.delete(path, Map.of("assets", List.of(ids.getFirst(), stranger)));
      assertThat(refused.status()).isEqualTo(400);
    }
    assertThat(list("").path("total").asInt()).isEqualTo(2);
    JsonNode deleted = admin.delete(path, Map.of("assets", List.of(ids.get(0), ids.get(0)))).data();
    assertThat(deleted.path("deletedCount").asInt()).isEqualTo(1);
    assertThat(deleted.path("assets").path("deleted").asInt()).isEqualTo(1);
    assertThat(list("").path("assets").path(0).path("externalId").asString()).isEqualTo("two");
    assertThat(admin.delete(path, Map.of("assets", List.of(ids.get(0)))).status()).isEqualTo(400);
    assertThat(admin.get("/v2/asset/" + ids.get(0)).status()).isEqualTo(404);
  }

  @Test
  void addsBatchesWithoutTakingAnyAway() {
    List<String> ids = add("one");
    String first = batch("First");
    String second = batch("Second");
    assign(ids, List.of("First"));
    assign(ids, List.of(second, "First"));
    assertThat(batches()).containsExactly("First", "Second");
    TestClient.Answer unknown =
        admin.post("/v2/assignBatches", Map.of("assets", ids, "batches", List.of("none")));
    assertThat(unknown.status()).isEqualTo(400);
    admin.delete("/v2/batches/" + project, Map.of("batches", List.of(first))).data();
    assertThat(batches()).containsExactly("Second");
  }

  @Test
  void changesOnlyWhatIsGiven() {
    List<String> ids = add("one");
    batch("B");
    JsonNode changed =
        admin
            .patch(
                "/v2/asset/" + ids.getFirst(),
                Map.of(
                    "externalId", "new",
                    "metadata", Map.of("width", 5),
                    "batches", List.of("B"),
                    "priority", -7,
                    "attachments", List.of(Map.of("type", "TEXT", "value", "hint"))))
            .data()
            .path("asset");
    assertThat(changed.path("externalId").asString()).isEqualTo("new");
    assertThat(changed.path("priority").asInt()).isEqualTo(-7);
    assertThat(changed.path("contextData").isEmpty()).isTrue();
    JsonNode after =
        admin
            .post("/v2/asset/" + ids.getFirst(), Map.of("contextData", Map.of("k", "v")))
            .data()
            .path("asset");
    assertThat(after.path("metadata").path("width").asInt()).isEqualTo(5);
    assertThat(after.path("contextData").path("k").asString()).isEqualTo("v");
    assertThat(after.path("batches").path(0).asString()).isEqualTo("B");
    assertThat(after.path("attachments").path(0).path("value").asString()).isEqualTo("hint");
    for (Map<String, Object> fault :
        List.<Map<String, Object>>of(
            Map.of("priority", 1001),
            Map.of("priority", 1.5),
            Map.of("metadata", List.of()),
            Map.of("contextData", Map.of("k", "x".repeat(300_000))),
            Map.of("attachments", List.of("x")),
            Map.of("batches", List.of("none")),
            Map.of("externalId", "x".repeat(3000)))) {
      assertThat(admin.post("/v2/asset/" + ids.getFirst(), fault).status()).isEqualTo(400);
    }
  }

  @Test
  void showsLabelersWhatTheyWorkOn() {
    TestClient labeler = hub.newMember("asset-labeler@example.org", project, "Labeler");
    TestClient reviewer = hub.newMember("asset-reviewer@example.org", project, "Reviewer");
    add("mine", "other");
    String path = "/v2/project/" + project + "/assets";
    assertThat(labeler.get(path).data().path("total").asInt()).isZero();
    JsonNode mine = list("?externalId=mine").path("assets").path(0);
    admin
        .post(
            "/v2/task/assign",
            Map.of(
                "project",
                project,
                "tasks",
                List.of(id(mine.path("labelTasks").path(0))),
                "user",
                "asset-labeler@example.org"))
        .data();
    JsonNode seen = labeler.get(path).data();
    assertThat(seen.path("total").asInt()).isEqualTo(1);
    assertThat(seen.path("assets").path(0).path("externalId").asString()).isEqualTo("mine");
    String other = id(list("?externalId=other").path("assets").path(0));
    assertThat(labeler.get("/v2/asset/" + other).status()).isEqualTo(404);
    assertThat(reviewer.get(path).data().path("total").asInt()).isEqualTo(2);
    assertThat(labeler.delete(path, Map.of("assets", List.of(other))).status()).isEqualTo(403);
    assertThat(
            labeler
                .post("/v2/assignBatches", Map.of("assets", List.of(other), "batches", List.of()))
                .status())
        .isEqualTo(403);
  }

  /** Ids of new inline assets with these external ids. */
  private List<String> add(String... externalIds) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (String externalId : externalIds) {
      items.add(Map.of("data", "text", "externalId", externalId));
    }
    admin.post("/v2/project/" + project + "/cloud", Map.of("assets", items)).data();
    return list("?sort=_id&limit=1000")
        .path("assets")
        .valueStream()
        .map(AssetResourceTest::id)
        .toList();
  }

  private String batch(String name) {
    return id(admin.post("/v2/batches/" + project, Map.of("name", name)).data().path("project"));
  }

  private void assign(List<String> assets, List<String> batches) {
    JsonNode data =
        admin.post("/v2/assignBatches", Map.of("assets", assets, "batches", batches)).data();
    assertThat(data.path("assets").asInt()).isEqualTo(assets.size());
  }

  private List<String> batches() {
    return list("")
        .path("assets")
        .path(0)
        .path("batches")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private List<String> found(String filters) {
    String escaped =
        filters
            .replace("{", "%7B")
            .replace("}", "%7D")
            .replace("\"", "%22")
            .replace("[", "%5B")
            .replace("]", "%5D")
            .replace(" ", "%20");
    return list("?sort=_id&filters=" + escaped)
        .path("assets")
        .valueStream()
        .map(asset -> asset.path("externalId").asString())
        .toList();
  }

  private JsonNode list(String query) {
    return raw(query).data();
  }

  private TestClient.Answer raw(String query) {
    return admin.get("/v2/project/" + project + "/assets" + query);
  }

  private static String id(JsonNode thing) {
    return thing.path("_id").asString("");
  }
}
