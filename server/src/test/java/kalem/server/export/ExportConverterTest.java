package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import kalem.server.storage.FileKeys;
import kalem.server.storage.FileType;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Exports in the formats of others, made over the same rows. */
class ExportConverterTest {
  private static final String SCHEMA =
      """
      {"tools":[{"tool":"bounding-box","title":"Car","schemaId":"car"},
        {"tool":"ner","title":"Person","schemaId":"person"}],
       "classifications":[{"tool":"text","title":"Note","schemaId":"note"}],"relations":[]}
      """;

  private static final String CAR =
      """
      {"tools":[{"objectId":"o1","schemaId":"car","title":"Car",\
      "bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[]}],"classifications":[],"relations":[]}\
      """;

  static List<String> converters() {
    return ExportFormats.writable().stream().filter(id -> ExportFormats.own(id).isEmpty()).toList();
  }

  private static ExportFixture labeled(String name) {
    ExportFixture fixture = new ExportFixture(name);
    fixture
        .admin
        .post("/v2/project/" + fixture.project, Map.of("categorySchema", Json.parse(SCHEMA)))
        .data();
    for (int i = 0; i < 3; i++) {
      String task = fixture.task("cam/" + i + ".jpg", "Complete", i, List.of());
      fixture
          .jdbc
          .sql(
              "update asset set metadata = '{\"width\":20,\"height\":10}', kind = 'LINK',"
                  + " content = 'https://example.org/' || external_id where project_key = ?")
          .param(fixture.key)
          .update();
      fixture.answer(task, CAR);
    }
    return fixture;
  }

  private static TestClient.Answer start(ExportFixture fixture, Map<String, Object> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("project", fixture.project);
    return fixture.admin.post("/v2/exports", body);
  }

  private static Map<String, String> files(ExportFixture fixture, Map<String, Object> options) {
    String id = start(fixture, options).data().path("export").path("_id").asString();
    JsonNode export = ExportApiTest.awaitOver(fixture, id);
    assertThat(export.path("state").asString()).as(export.toString()).isEqualTo("ready");
    assertThat(export.path("rows").asInt()).isEqualTo(3);
    return fixture.hub.stranger().get(export.path("exportPath").asString()).files();
  }

  @ParameterizedTest
  @MethodSource("converters")
  void areMadeInEveryWritableFormat(String format) {
    ExportFixture fixture = labeled("Convert " + format);
    assertThat(files(fixture, Map.of("format", format))).isNotEmpty().containsKey("report.json");
    TestClient.Answer preview =
        fixture.admin.post(
            "/v2/exports/preview", Map.of("project", fixture.project, "format", format));
    assertThat(preview.data().path("total").asInt()).isEqualTo(3);
    assertThat(preview.data().path("rows")).hasSize(3);
    assertThat(preview.data().path("files").toString()).contains("report.json");
  }

  @Test
  void holdTheLabels() {
    JsonNode coco =
        Json.parse(
            files(labeled("Coco"), Map.of("format", "coco"))
                .getOrDefault("annotations.json", "{}"));
    assertThat(coco.path("images")).hasSize(3);
    assertThat(coco.path("annotations").path(0).path("bbox").toString()).isEqualTo("[1,2,3,4]");
    assertThat(coco.path("categories").path(0).path("name").asString()).isEqualTo("Car");
  }

  @Test
  void areDealtOutIntoFolders() {
    Map<String, String> files =
        files(
            labeled("Coco parts"),
            Map.of("format", "coco", "split", Map.of("train", 0.5, "test", 0.5)));
    assertThat(files.keySet()).contains("train/annotations.json", "test/annotations.json");
    int images = 0;
    for (String part : List.of("train", "test")) {
      images +=
          Json.parse(files.getOrDefault(part + "/annotations.json", "{}")).path("images").size();
    }
    assertThat(images).isEqualTo(3);
  }

  @Test
  void areRefusedWithOptionsTheyDoNotTake() {
    ExportFixture fixture = labeled("Bad config");
    TestClient.Answer answer =
        start(fixture, Map.of("format", "coco", "config", Map.of("box_as_polygon", "perhaps")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("config: ").contains("box_as_polygon");
  }

  @Test
  void readTheTextsOfUploadedAssets() throws Exception {
    ExportFixture fixture = labeled("Entities");
    ObjectKey key =
        fixture.hub.bean(FileKeys.class).inProject(fixture.project, FileType.ASSETS, "letter.txt");
    fixture
        .hub
        .bean(ObjectStore.class)
        .put(key, new ByteArrayInputStream("Ada wrote to Bob.".getBytes(StandardCharsets.UTF_8)));
    fixture
        .jdbc
        .sql("update asset set kind = 'STORED', content = ? where project_key = ?")
        .params(key.value(), fixture.key)
        .update();
    String task = fixture.task("letter.txt", "Complete", 9, List.of());
    fixture.set("task", task, "deleted_at", Timestamp.from(ExportFixture.NOON));
    fixture
        .jdbc
        .sql("select id from task where project_key = ? and deleted_at is null")
        .param(fixture.key)
        .query((row, number) -> row.getString("id"))
        .list()
        .forEach(
            each ->
                fixture.answer(
                    each,
                    """
                    {"tools":[{"objectId":"e1","schemaId":"person","title":"Person",\
                    "ner":{"start":0,"end":3,"selection":"Ada"},"classifications":[]}],\
                    "classifications":[],"relations":[]}\
                    """));
    assertThat(String.join("\n", files(fixture, Map.of("format", "conll")).values()))
        .contains("Ada")
        .contains("Bob")
        .contains("Person");
  }

  @Test
  void showIssuesInTheLegacyFormAndAsCsv() {
    ExportFixture fixture = labeled("With issues");
    String task =
        fixture
            .jdbc
            .sql("select id from task where project_key = ? order by created_at limit 1")
            .param(fixture.key)
            .query((row, number) -> row.getString("id"))
            .single();
    String issue =
        fixture
            .admin
            .post("/v2/issues", Map.of("labelTask", task, "content", "Too large"))
            .data()
            .path("issue")
            .path("_id")
            .asString();
    assertThat(String.join("\n", files(fixture, Map.of("format", "issue-csv")).values()))
        .contains(issue)
        .contains("Too large");
    Map<String, String> legacy =
        files(fixture, Map.of("version", "legacy", "includeSchema", false));
    JsonNode row = Json.parse(legacy.values().iterator().next()).path(0);
    assertThat(row.path("tasks").path(0).path("taskId").asString()).isEqualTo(task);
    assertThat(row.path("tasks").path(0).path("issues").path(0).path("_id").asString())
        .isEqualTo(issue);
    assertThat(row.path("tasks").path(0).path("objects").path(0).path("objectId").asString())
        .isEqualTo("o1");
  }

  @Test
  void tellWhoWorkedAlsoWhenTheHistoryIsNotWritten() {
    ExportFixture fixture = labeled("Unwritten history");
    fixture
        .jdbc
        .sql("select id from task where project_key = ?")
        .param(fixture.key)
        .query((row, number) -> row.getString("id"))
        .list()
        .forEach(
            task ->
                fixture.visit(
                    task,
                    1,
                    "Label",
                    "Label",
                    Map.of("completed_by", "ana@team.example", "duration", 61_000)));
    JsonNode legacy =
        Json.parse(
                files(
                        fixture,
                        Map.of(
                            "version", "legacy", "includeHistory", false, "includeSchema", false))
                    .values()
                    .iterator()
                    .next())
            .path(0);
    assertThat(legacy.path("status").asString()).isEqualTo("Labeled");
    assertThat(legacy.path("labelDuration(ms)").asInt()).isEqualTo(61_000);
    assertThat(legacy.path("tasks").path(0).path("completedBy").asString())
        .isEqualTo("ana@team.example");
    assertThat(legacy.path("tasks").path(0).has("stageHistory")).isFalse();
    for (String report : List.of("tpt", "stage-report")) {
      assertThat(
              String.join(
                  "\n", files(fixture, Map.of("format", report, "includeHistory", false)).values()))
          .as(report)
          .contains("ana@team.example");
    }
  }
}
