package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExportApiTest {
  private static final String BOX =
      """
      {"tools":[{"objectId":"o1","schemaId":"s1","title":"Car",\
      "bounding-box":{"x":1.50,"y":2,"width":3,"height":4},"classifications":[],"metadata":{"createdBy":"ana"}}],\
      "classifications":[],"relations":[]}\
      """;

  private static final String EMPTY = "{\"tools\":[],\"classifications\":[],\"relations\":[]}";

  @Test
  void writesEveryKeyOfARow() {
    ExportFixture fixture = new ExportFixture("Road Signs");
    String batch = fixture.batch("week-18");
    String task = fixture.task("cam/1.txt", "Complete", 0, List.of(batch, "gone"));
    fixture.answer(task, BOX);
    fixture.set("task", task, "total_duration", 48210);
    String start = fixture.visit(task, 1, "Start", "Start", Map.of());
    String label =
        fixture.visit(
            task,
            2,
            "Label",
            "Label",
            Map.of(
                "duration",
                1200,
                "completed_by",
                "ana@team.example",
                "answer_id",
                fixture.storedAnswer(task, BOX)));
    String review =
        fixture.visit(
            task,
            3,
            "old-review",
            "Review",
            Map.of("review_status", "Accepted", "completed_by", "eva@team.example"));

    JsonNode row = fixture.rows("").path(0);

    String asset = row.path("assetId").asString();
    assertThat(asset).hasSize(24);
    assertThat(row.toString())
        .isEqualTo(
            Json.parse(
                    """
                    {"asset":"Some text","assetId":"%s","externalId":"cam/1.txt",
                     "metadata":{"width":4},"batches":["week-18"],
                     "task":{"taskId":"%s","type":"default","stage":"Complete",
                      "stageId":"Complete","updatedAt":"2026-05-04T12:00:00.000Z",
                      "updatedBy":"ana@team.example","totalDuration":48210,
                      "tools":[{"objectId":"o1","schemaId":"s1","title":"Car",
                        "bounding-box":{"x":1.50,"y":2,"width":3,"height":4},"classifications":[],
                        "metadata":{"createdBy":"ana"}}],
                      "classifications":[],"relations":[],
                      "stageHistory":[
                       {"stage":"Start","stageId":"Start","duration":0,
                        "completedAt":"2026-05-04T12:00:01.000Z","taskHistory":"%s",
                        "tools":[],"classifications":[],"relations":[]},
                       {"stage":"Label","stageId":"Label","duration":1200,
                        "completedAt":"2026-05-04T12:00:02.000Z",
                        "completedBy":"ana@team.example","submittedBy":"ana@team.example",
                        "taskHistory":"%s",
                        "tools":[{"objectId":"o1","schemaId":"s1","title":"Car",
                          "bounding-box":{"x":1.50,"y":2,"width":3,"height":4},"classifications":[],
                          "metadata":{"createdBy":"ana"}}],
                        "classifications":[],"relations":[]},
                       {"stage":"old-review","stageId":"old-review","stageDeleted":true,
                        "duration":0,"completedAt":"2026-05-04T12:00:03.000Z",
                        "completedBy":"eva@team.example","submittedBy":"eva@team.example",
                        "reviewStatus":"Accepted","taskHistory":"%s",
                        "tools":[],"classifications":[],"relations":[]}]}}
                    """
                        .formatted(asset, task, start, label, review))
                .toString());
  }

  @Test
  void namesItsFilesAfterTheProject() {
    ExportFixture fixture = new ExportFixture("Road Signs: %2F; night");
    fixture.task("a/b:c.txt", "Complete", 0, List.of());
    assertThat(fixture.export("").keySet())
        .singleElement()
        .asString()
        .matches(
            "Road_Signs__%2F;_night-task-export-\\d{4}-\\d\\d-\\d\\d-\\d\\d_\\d\\d_\\d\\d_GMT.json");
    assertThat(fixture.export("&format=ndjson").keySet())
        .singleElement()
        .asString()
        .endsWith("_GMT.ndjson");
    assertThat(fixture.export("&format=split").keySet())
        .singleElement()
        .asString()
        .matches("a_b_c.txt-[0-9a-f]{24}.json");
  }

  @Test
  void writesOneLinePerRow() {
    ExportFixture fixture = new ExportFixture("Lines");
    for (int i = 0; i < 3; i++) {
      String task = fixture.task("t" + i, "Complete", i, List.of());
      fixture.answer(task, BOX);
    }
    String text = fixture.export("&format=NDJSON").values().iterator().next();
    assertThat(text.lines().map(line -> Json.parse(line).path("externalId").asString()))
        .containsExactly("t0", "t1", "t2");
    assertThat(text).endsWith("}\n").doesNotContain("\n\n");
    assertThat(fixture.export("&format=ndjson&stage=Label").values()).containsExactly("");
  }

  @Test
  void exportsNothingAsAnEmptyList() {
    ExportFixture fixture = new ExportFixture("Nothing");
    assertThat(fixture.export("&stage=%5B%22Complete%22%5D").values()).containsExactly("[]");
    assertThat(fixture.export("&format=split")).isEmpty();
  }

  @Test
  void keepsOnlyTheTasksAskedFor() {
    ExportFixture fixture = new ExportFixture("Filters");
    String even = fixture.batch("even");
    String odd = fixture.batch("odd, too");
    fixture.task("a", "Label", 0, List.of(even));
    String b = fixture.task("b", "Complete", 1, List.of(odd));
    String c = fixture.task("c", "Complete", 2, List.of(even, odd));
    String d = fixture.task("d", "Start", 3, List.of());
    fixture.set("task", b, "assignee", "ana@team.example");
    fixture.set("task", c, "type", "benchmark");
    fixture.set("task", d, "deleted_at", java.sql.Timestamp.from(ExportFixture.NOON));
    assertThat(fixture.names("")).containsExactly("a", "b");
    assertThat(fixture.names("&taskTypes=%5B%22benchmark%22%5D")).containsExactly("c");
    assertThat(fixture.names("&taskTypes=default,benchmark")).containsExactly("a", "b", "c");
    assertThat(fixture.names("&stage=%5B%22Complete%22%5D")).containsExactly("b");
    assertThat(fixture.names("&stage=None&batches=even")).containsExactly("a");
    assertThat(fixture.names("&batches=%5B%22odd,+too%22%5D")).containsExactly("b");
    assertThat(fixture.names("&status=TODO")).containsExactly("a");
    assertThat(fixture.names("&status=Completed")).containsExactly("b");
    assertThat(fixture.names("&status=READY")).containsExactly("a", "b");
    assertThat(fixture.names("&assignee=%5B%22Ana@team.example%22%5D")).containsExactly("b");
    assertThat(fixture.names("&tasks=%5B%22" + b + "%22%5D")).containsExactly("b");
    assertThat(fixture.names("&externalIds=a,x")).containsExactly("a");
    assertThat(fixture.names("&createdAt=%7B%22$gt%22:+%222026-05-04T12:00:00.000000Z%22%7D"))
        .containsExactly("b");
    assertThat(fixture.names("&updatedAt%5Blt%5D=2026-05-04T12:01:00Z")).containsExactly("a");
  }

  @Test
  void resolvesNobodyOfAnotherOrganization() {
    ExportFixture fixture = new ExportFixture("Assignees");
    String stranger = fixture.newId();
    fixture
        .jdbc
        .sql(
            "insert into account (id, email, name, password_hash, created_at)"
                + " values (?, ?, 'Eve', 'x', now())")
        .params(stranger, "eve" + stranger + "@elsewhere.example")
        .update();
    String admin = fixture.admin.get("/v2/me").data().path("user").path("_id").asString();
    assertThat(admin).isNotEmpty();
    JsonNode assignees =
        fixture
            .admin
            .post(
                "/v2/exports",
                Map.of("project", fixture.project, "assignee", List.of(admin, stranger)))
            .data()
            .path("export")
            .path("options")
            .path("assignee");
    assertThat(assignees.valueStream().map(JsonNode::asString))
        .containsExactly("admin@example.org", admin, stranger);
  }

  @Test
  void leavesOutWhatIsSwitchedOff() {
    ExportFixture fixture = new ExportFixture("Options");
    String task = fixture.task("a", "Complete", 0, List.of());
    fixture.answer(task, BOX);
    fixture.set("task", task, "idle_duration", 7);
    JsonNode row =
        fixture
            .rows(
                "&includeMetadata=False&includeHistory=FALSE&includeAssets=0"
                    + "&includeIdleBlurDurations=true")
            .path(0);
    assertThat(row.has("asset")).isFalse();
    assertThat(row.path("task").has("stageHistory")).isFalse();
    assertThat(row.path("task").path("tools").path(0).has("metadata")).isFalse();
    assertThat(row.path("task").path("idleDuration").asInt()).isEqualTo(7);
  }

  @Test
  void refusesWhatItCanNotDo() {
    ExportFixture fixture = new ExportFixture("Faults");
    String path = "/v2/export?project=" + fixture.project;
    assertThat(fixture.admin.get(path + "&stage=Nowhere,Label").message())
        .contains("Nowhere")
        .doesNotContain("stage: Label");
    assertThat(fixture.admin.get(path + "&batches=x").message()).contains("x");
    assertThat(fixture.admin.get(path + "&format=xml").status()).isEqualTo(400);
    assertThat(fixture.admin.get(path + "&type=other").status()).isEqualTo(400);
    assertThat(fixture.admin.get("/v2/export?project=x").status()).isEqualTo(400);
    TestClient lead = fixture.hub.newMember("export-lead@example.org", fixture.project, "Lead");
    assertThat(lead.get(path).status()).isEqualTo(403);
  }

  @Test
  void showsTodaysNames() {
    ExportFixture fixture = new ExportFixture("Renamed");
    fixture.admin.post("/v2/project/" + fixture.project, schema("Car"));
    String task = fixture.task("a", "Complete", 0, List.of());
    fixture.answer(task, BOX);
    assertThat(title(fixture)).isEqualTo("Car");
    fixture.admin.post("/v2/project/" + fixture.project, schema("Vehicle"));
    assertThat(title(fixture)).isEqualTo("Vehicle");
  }

  private static String title(ExportFixture fixture) {
    return fixture.rows("").path(0).path("task").path("tools").path(0).path("title").asString();
  }

  private static Map<String, Object> schema(String title) {
    return Map.of(
        "categorySchema",
        Map.of(
            "tools",
            List.of(Map.of("schemaId", "s1", "tool", "bounding-box", "title", title)),
            "classifications",
            List.of(),
            "relations",
            List.of()));
  }

  @Test
  void copiesLargeAnswersWhole() {
    ExportFixture fixture = new ExportFixture("Large");
    String task = fixture.task("a", "Complete", 0, List.of());
    String large = BOX.replace("\"Car\"", "\"" + "é".repeat(200_000) + "\"");
    fixture.answer(task, large);
    fixture.visit(
        task, 1, "Label", "Label", Map.of("answer_id", fixture.storedAnswer(task, large)));
    String other = fixture.task("b", "Complete", 1, List.of());
    fixture.answer(other, EMPTY);
    String text = fixture.export("").values().iterator().next();
    assertThat(text).contains(large.substring(1, large.length() - 1));
    assertThat(fixture.names("")).containsExactly("a", "b");
  }

  @Test
  void listsGetsAndDeletesExports() {
    ExportFixture fixture = new ExportFixture("History");
    fixture.task("a", "Complete", 0, List.of());
    String id =
        fixture
            .admin
            .post(
                "/v2/exports",
                Map.of("project", fixture.project, "format", "json", "stage", List.of("Complete")))
            .data()
            .path("export")
            .path("_id")
            .asString();
    JsonNode export = awaitOver(fixture, id);
    assertThat(export.path("state").asString()).isEqualTo("ready");
    assertThat(export.path("progress").asInt()).isEqualTo(100);
    assertThat(export.path("tasksDone").asInt()).isEqualTo(1);
    assertThat(export.path("options").path("stage").path(0).asString()).isEqualTo("Complete");
    String link = export.path("exportPath").asString();
    TestClient.Answer zip = fixture.hub.stranger().get(link);
    assertThat(zip.bytes()).hasSize(export.path("size").asInt());
    assertThat(zip.header("Content-Disposition")).contains("History-export-");
    JsonNode list = fixture.admin.get("/v2/project/" + fixture.project + "/exports").data();
    assertThat(list.path("total").asInt()).isEqualTo(1);
    assertThat(list.path("exports").path(0).path("_id").asString()).isEqualTo(id);
    assertThat(fixture.admin.delete("/v2/exports/" + id).status()).isEqualTo(200);
    assertThat(fixture.hub.stranger().get(link).status()).isEqualTo(404);
    assertThat(fixture.admin.delete("/v2/exports/" + id).status()).isEqualTo(404);
    assertThat(fixture.admin.get("/v2/export/" + id).status()).isEqualTo(404);
  }

  static JsonNode awaitOver(ExportFixture fixture, String id) {
    while (true) {
      JsonNode export = fixture.admin.get("/v2/exports/" + id).data().path("export");
      if (export.has("finishedAt")) {
        return export;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void answersAtOnceWhenAsked() {
    ExportFixture fixture = new ExportFixture("Async");
    TestClient.Answer answer =
        fixture.admin.get("/v2/exportV3?async=True&project=" + fixture.project);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.data().path("state").asString()).isEqualTo("queued");
    String id = answer.data().path("exportId").asString();
    awaitOver(fixture, id);
    JsonNode state = fixture.admin.get("/v2/export/" + id).data();
    assertThat(state.path("exportId").asString()).isEqualTo(id);
    assertThat(state.path("state").asString()).isEqualTo("ready");
    assertThat(fixture.hub.stranger().get(state.path("exportPath").asString()).status())
        .isEqualTo(200);
  }
}
