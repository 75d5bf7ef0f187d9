package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Exports show today's names, whenever the labels were saved; rendering them is paid for once. */
class RenamedClassTest {
  private static final String ANSWER =
      """
      {"tools":[{"objectId":"o","schemaId":"car","title":"Car","bounding-box":\
      {"x":1,"y":2,"width":3,"height":4},"classifications":[]}],"classifications":[{"objectId":"c",\
      "schemaId":"weather","tool":"radio","title":"Weather","answer":"Sun","classifications":[]}],\
      "relations":[]}\
      """;

  private final ExportFixture fixture = new ExportFixture("Renamed");

  RenamedClassTest() {
    schema("Car", "Sun");
  }

  private void schema(String car, String sun) {
    List<Map<String, Object>> options =
        sun.isEmpty()
            ? List.of(Map.of("value", "Rain", "schemaId", "rain"))
            : List.of(
                Map.of("value", sun, "schemaId", "sun"),
                Map.of("value", "Rain", "schemaId", "rain"));
    fixture.admin.post(
        "/v2/project/" + fixture.project,
        Map.of(
            "categorySchema",
            Map.of(
                "tools",
                List.of(Map.of("tool", "bounding-box", "title", car, "schemaId", "car")),
                "classifications",
                List.of(
                    Map.of(
                        "tool",
                        "radio",
                        "title",
                        "Weather",
                        "schemaId",
                        "weather",
                        "options",
                        options)),
                "relations",
                List.of())));
  }

  private String labeledTask(String name, String answer) {
    String task = fixture.task(name, "Complete", 0, List.of());
    return fixture.answer(task, answer);
  }

  private static String car(JsonNode row) {
    return row.at("/task/tools/0/title").asString();
  }

  private static String weather(JsonNode row) {
    return row.at("/task/classifications/0/answer").asString();
  }

  private int revisionOf(String answer) {
    return fixture
        .jdbc
        .sql("select schema_revision from answer where project_key = ? and id = ?")
        .params(fixture.key, answer)
        .query(Integer.class)
        .single();
  }

  private int currentRevision() {
    return fixture
        .jdbc
        .sql("select category_schema_revision from project where project_key = ?")
        .params(fixture.key)
        .query(Integer.class)
        .single();
  }

  @Test
  void aRenameReachesTheNextExportAndIsStoredBack() {
    String answer = labeledTask("a", ANSWER);
    schema("Vehicle", "Sunny");
    assertThat(revisionOf(answer)).isLessThan(currentRevision());
    for (int export = 0; export < 2; export++) {
      JsonNode row = fixture.rows("").get(0);
      assertThat(car(row)).isEqualTo("Vehicle");
      assertThat(weather(row)).isEqualTo("Sunny");
      assertThat(revisionOf(answer)).isEqualTo(currentRevision());
    }
  }

  @Test
  void aRenameThatChangesNoNamesOfAnswersLeavesThemAlone() {
    String answer = labeledTask("a", ANSWER);
    int before = revisionOf(answer);
    schema("Car", "Sun");
    assertThat(car(fixture.rows("").get(0))).isEqualTo("Car");
    assertThat(revisionOf(answer)).isEqualTo(before);
  }

  @Test
  void whatWouldForgetADeletedOptionIsNotStoredBack() {
    String answer = labeledTask("a", ANSWER);
    schema("Vehicle", "");
    JsonNode row = fixture.rows("").get(0);
    assertThat(car(row)).isEqualTo("Vehicle");
    assertThat(row.at("/task/classifications/0/unknownOption").asBoolean()).isTrue();
    assertThat(revisionOf(answer)).isLessThan(currentRevision());
    schema("Vehicle", "Sunny");
    assertThat(weather(fixture.rows("").get(0))).isEqualTo("Sunny");
  }

  @Test
  void anAnswerThatSomebodyHoldsIsNotWaitedFor() {
    String answer = labeledTask("a", ANSWER);
    String other = labeledTask("b", ANSWER);
    schema("Vehicle", "Sunny");
    new TransactionTemplate(fixture.hub.bean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              fixture
                  .jdbc
                  .sql("select id from answer where project_key = ? and id = ? for update")
                  .params(fixture.key, answer)
                  .query(String.class)
                  .single();
              assertThat(fixture.rows("").valueStream().map(RenamedClassTest::car))
                  .containsExactly("Vehicle", "Vehicle");
            });
    assertThat(revisionOf(answer)).isLessThan(currentRevision());
    assertThat(revisionOf(other)).isEqualTo(currentRevision());
  }

  @Test
  void anExportThatBeganBeforeStillReadsWhatItSees() throws Exception {
    labeledTask("a", ANSWER);
    schema("Vehicle", "Sunny");
    fixture
        .hub
        .bean(ExportReading.class)
        .open(
            fixture.key,
            ExportRequestReader.read(Map.of()),
            rows -> {
              // The snapshot is taken; now another export stores the text back.
              assertThat(rows.count()).isEqualTo(1);
              fixture.rows("");
              try (ExportRows all = rows.all()) {
                assertThat(
                        LabeledRows.answer(all.next().task().answer()).tools().getFirst().title())
                    .isEqualTo("Vehicle");
              }
              return true;
            });
  }

  @Test
  void aLargeAnswerIsRenderedWhileItIsExported() {
    StringBuilder tools = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      tools.append(
          """
          ,{"objectId":"o%d","schemaId":"car","bounding-box":{"x":1,"y":2,"width":3,"height":4}}\
          """
              .formatted(i));
    }
    String task = fixture.task("large", "Label", 0, List.of());
    fixture.admin.post(
        "/v2/annotate/" + task,
        Map.of(
            "answer",
            Json.parse("{\"tools\":[" + tools.substring(1) + "],\"classifications\":[]}"),
            "duration",
            0));
    schema("Vehicle", "Sun");
    JsonNode row = fixture.rows("").get(0);
    assertThat(row.at("/task/tools")).hasSize(3_000);
    assertThat(row.at("/task/tools").valueStream().map(each -> each.get("title").asString()))
        .containsOnly("Vehicle");
    JsonNode opened = fixture.admin.get("/v2/task/" + task).data().path("task").path("answer");
    assertThat(opened.path("tools").valueStream().map(each -> each.get("title").asString()))
        .hasSize(3_000)
        .containsOnly("Vehicle");
  }
}
