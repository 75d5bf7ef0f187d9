package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExportPreviewTest {
  private static final String BOX =
      """
      {"tools":[{"bounding-box":{"x":1.50,"y":2,"width":3,"height":4},"objectId":"o1",\
      "schemaId":"s1","title":"Car","classifications":[],"metadata":{"createdBy":"ana"}}],\
      "classifications":[],"relations":[]}\
      """;

  private static TestClient.Answer preview(ExportFixture fixture, Map<String, Object> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("project", fixture.project);
    return fixture.admin.post("/v2/exports/preview", body);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void showsTheFirstRowsAsTheExportWouldHaveThem() {
    ExportFixture fixture = new ExportFixture("Preview");
    for (int i = 0; i < 7; i++) {
      String task = fixture.task("t" + i, i == 0 ? "Label" : "Complete", i, List.of());
      fixture.answer(task, BOX);
      fixture.visit(task, 1, "Start", "Start", Map.of());
    }
    Map<String, Object> options =
        Map.of("stage", List.of("Complete"), "includeMetadata", false, "format", "json");

    JsonNode preview = preview(fixture, options).data();

    assertThat(preview.path("total").asInt()).isEqualTo(6);
    assertThat(preview.path("truncated").asBoolean()).isFalse();
    List<JsonNode> exported =
        fixture.rows("&stage=Complete&includeMetadata=false").valueStream().limit(5).toList();
    assertThat(preview.path("rows").valueStream().map(JsonNode::toString))
        .isEqualTo(exported.stream().map(JsonNode::toString).toList());
    assertThat(texts(preview.path("files")))
        .hasSize(2)
        .anyMatch(name -> name.matches("Preview-task-export-.*_GMT.json"))
        .contains("schema.json");
  }

  @Test
  void namesTheFilesOfEveryLayout() {
    ExportFixture fixture = new ExportFixture("Layouts");
    String task = fixture.task("cam/1.txt", "Label", 0, List.of());
    assertThat(
            texts(
                preview(fixture, Map.of("format", "split", "includeSchema", false))
                    .data()
                    .path("files")))
        .containsExactly("cam_1.txt-" + task + ".json");
    Map<String, Object> split = Map.of("train", 0.5, "validation", 0.25, "test", 0.25);
    assertThat(
            texts(
                preview(fixture, Map.of("format", "ndjson", "includeSchema", false, "split", split))
                    .data()
                    .path("files")))
        .hasSize(3)
        .anyMatch(name -> name.endsWith("_GMT-train.ndjson"))
        .anyMatch(name -> name.endsWith("_GMT-validation.ndjson"))
        .anyMatch(name -> name.endsWith("_GMT-test.ndjson"));
  }

  @Test
  void cutsRowsThatAreTooLargeToShow() {
    ExportFixture fixture = new ExportFixture("Large preview");
    String task = fixture.task("a", "Label", 0, List.of());
    String point = "[1,2],";
    fixture.answer(
        task,
        "{\"tools\":[{\"polygon\":["
            + point.repeat(100_000)
            + "[3,4]],\"objectId\":\"o1\",\"schemaId\":\"s1\",\"title\":\"Car\","
            + "\"classifications\":[]}],\"classifications\":[],\"relations\":[]}");
    TestClient.Answer answer = preview(fixture, Map.of());
    assertThat(answer.data().path("truncated").asBoolean()).isTrue();
    assertThat(answer.text().length()).isLessThan(100_000);
    JsonNode shown = answer.data().path("rows").path(0).path("task");
    assertThat(shown.path("tools").path(0).path("polygon").size()).isBetween(1_000, 5_000);
    assertThat(shown.path("stageHistory").isArray()).isTrue();
  }

  @Test
  void refusesWhatTheExportWouldRefuse() {
    ExportFixture fixture = new ExportFixture("Faulty preview");
    assertThat(preview(fixture, Map.of("stage", List.of("Nowhere"))).message())
        .contains("Unknown stage: Nowhere");
    assertThat(preview(fixture, Map.of("since", fixture.newId())).message())
        .contains("since must be the id of a finished export");
    TestClient lead = fixture.hub.newMember("preview-lead@example.org", fixture.project, "Lead");
    assertThat(lead.post("/v2/exports/preview", Map.of("project", fixture.project)).status())
        .isEqualTo(403);
  }

  @Test
  void listsTheFormats() {
    ExportFixture fixture = new ExportFixture("Formats");
    JsonNode formats = fixture.admin.get("/v2/formats").data().path("formats");
    assertThat(formats.valueStream().map(format -> format.path("id").asString()))
        .startsWith("json", "ndjson", "split");
    assertThat(formats.path(0).path("title").asString()).isEqualTo("JSON");
    assertThat(formats.path(0).path("writable").asBoolean()).isTrue();
    assertThat(fixture.hub.stranger().get("/v2/formats").status()).isEqualTo(401);
  }
}
