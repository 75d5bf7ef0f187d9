package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema in the zip, judged by a validator that is not ours. */
class ExportSchemaTest {
  private static final String SCHEMA =
      """
      {"tools":[
        {"tool":"bounding-box","title":"Car","schemaId":"car","classifications":[
          {"tool":"radio","title":"Colour","schemaId":"colour","options":[
            {"value":"Red","schemaId":"red"},{"value":"Blue","schemaId":"blue"}]}]},
        {"tool":"rotated-bounding-box","title":"Ship","schemaId":"ship"},
        {"tool":"polygon","title":"Roof","schemaId":"roof"},
        {"tool":"polyline","title":"Lane","schemaId":"lane"},
        {"tool":"spline","title":"Wire","schemaId":"wire"},
        {"tool":"segmentation","title":"Tree","schemaId":"tree"},
        {"tool":"point","title":"Nose","schemaId":"nose"},
        {"tool":"circle","title":"Wheel","schemaId":"wheel"}],
       "classifications":[
        {"tool":"checkbox","title":"Weather","schemaId":"weather","options":[
          {"value":"Rain","schemaId":"rain"},{"value":"Fog","schemaId":"fog"}]},
        {"tool":"text","title":"Note","schemaId":"note"},
        {"tool":"boolean","title":"Night","schemaId":"night"},
        {"tool":"rank","title":"Order","schemaId":"order","options":[
          {"value":"One","schemaId":"one"},{"value":"Two","schemaId":"two"}]}],
       "relations":[
        {"tool":"one-to-one","title":"Drives on","schemaId":"drives"},
        {"tool":"group","title":"Convoy","schemaId":"convoy"}]}
      """;

  private static final String ANSWER =
      """
      {"objects":[
        {"schemaId":"car","objectId":"o1","bounding-box":{"x":1,"y":2,"width":3,"height":4.5},
         "classifications":[{"schemaId":"colour","answer":"Red"}]},
        {"schemaId":"car","objectId":"o2","bounding-box":{"x":5,"y":2,"width":3,"height":4}},
        {"schemaId":"ship","rotated-bounding-box":{"x":1,"y":1,"width":5,"height":2,"rotation":30}},
        {"schemaId":"roof","polygon":[[1,1],[9,1],[9,9]]},
        {"schemaId":"lane","objectId":"l1","polyline":[[1,1],[9,1]]},
        {"schemaId":"wire","spline":[[1,1],[9,1],[5,5]]},
        {"schemaId":"tree","segmentation":{"zones":[
          {"region":[[0,0],[9,0],[9,9],[0,9]],"holes":[[[2,2],[4,2],[4,4]]]}]}},
        {"schemaId":"nose","point":[3,4]},
        {"schemaId":"wheel","circle":{"x":3,"y":4,"radius":2}}],
       "classifications":[
        {"schemaId":"weather","answer":["Rain","Fog"]},
        {"schemaId":"note","answer":"so <b>what</b>"},
        {"schemaId":"night","answer":true},
        {"schemaId":"order","answer":["Two","One"]}],
       "relations":[
        {"schemaId":"drives","from":"o1","to":"l1","direction":"straight"},
        {"schemaId":"convoy","group":["o1","o2"]}]}
      """;

  private static final class Labeled {
    final ExportFixture fixture = new ExportFixture("Judged");

    Labeled() {
      fixture
          .admin
          .post("/v2/project/" + fixture.project, Map.of("categorySchema", Json.parse(SCHEMA)))
          .data();
      fixture
          .admin
          .post(
              "/v2/project/" + fixture.project + "/cloud",
              Map.of(
                  "assets",
                  List.of(
                      Map.of(
                          "data", "https://example.org/a.jpg",
                          "externalId", "a.jpg",
                          "metadata", Map.of("width", 20, "height", 20)),
                      Map.of("data", "https://example.org/b.jpg", "externalId", "b.jpg"))))
          .data();
      String task =
          fixture
              .admin
              .get("/v2/project/" + fixture.project + "/tasks")
              .data()
              .path("tasks")
              .valueStream()
              .filter(each -> each.toString().contains("a.jpg"))
              .findFirst()
              .orElseThrow()
              .path("_id")
              .asString();
      TestClient.Answer saved =
          fixture.admin.post(
              "/v2/annotate/" + task + "?nextStage=true",
              Map.of("answer", Json.parse(ANSWER), "duration", 5));
      assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    }

    /** The files of an export by the ends of their names: {@code data} and {@code schema.json}. */
    Map<String, String> export(Map<String, Object> options) {
      Map<String, Object> body = new HashMap<>(options);
      body.put("project", fixture.project);
      String id =
          fixture.admin.post("/v2/exports", body).data().path("export").path("_id").asString();
      JsonNode export = ExportApiTest.awaitOver(fixture, id);
      assertThat(export.path("state").asString()).as(export.toString()).isEqualTo("ready");
      Map<String, String> files = new HashMap<>();
      ExportFixture.unzip(fixture.hub.stranger().get(export.path("exportPath").asString()).bytes())
          .forEach((name, text) -> files.put(name.equals("schema.json") ? name : "data", text));
      return files;
    }
  }

  private static List<String> faults(String schema, String data) {
    Schema judge =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    return judge.validate(data, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  @Test
  void isASchemaItself() {
    String schema = new Labeled().export(Map.of()).getOrDefault("schema.json", "");
    assertThat(Json.parse(schema).path("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");
    assertThat(meta.validate(schema, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"includeMetadata\":false,\"includeHistory\":false,\"includeAssets\":false}",
        "{\"includeIdleBlurDurations\":true,\"includeSegmentationPoints\":false}",
        "{\"format\":\"split\"}"
      })
  void fitsTheExportItLiesIn(String options) {
    Map<String, Object> asked = new HashMap<>();
    Json.parse(options)
        .properties()
        .forEach(member -> asked.put(member.getKey(), member.getValue()));
    Map<String, String> files = new Labeled().export(asked);
    assertThat(faults(files.getOrDefault("schema.json", ""), files.getOrDefault("data", "")))
        .isEmpty();
  }

  @Test
  void refusesWhatTheProjectsClassesDoNotAllow() {
    Map<String, String> files = new Labeled().export(Map.of("includeHistory", false));
    String schema = files.getOrDefault("schema.json", "");
    String data = files.getOrDefault("data", "");
    for (String[] change :
        List.of(
            new String[] {"\"title\":\"Car\"", "\"title\":\"Bus\""},
            new String[] {"\"answer\":\"Red\"", "\"answer\":\"Green\""},
            new String[] {"[\"Rain\",\"Fog\"]", "[\"Snow\"]"},
            new String[] {"\"answer\":true", "\"answer\":\"yes\""},
            new String[] {"\"width\":3,", "\"width\":\"3\","},
            new String[] {"\"polygon\":[[1,1],", "\"polygon\":[[1],"},
            new String[] {"\"circle\":", "\"polygon\":"},
            new String[] {"\"direction\":\"straight\"", "\"direction\":\"up\""},
            new String[] {"\"taskId\":", "\"task\":"},
            new String[] {"\"batches\":[]", "\"batches\":[null]"})) {
      String broken = data.replace(change[0], change[1]);
      assertThat(broken).as("holds " + change[0]).isNotEqualTo(data);
      assertThat(faults(schema, broken)).as(change[1]).isNotEmpty();
    }
  }

  @Test
  void leavesOldAnswersOfDeletedOptionsAndClassesInPeace() {
    Labeled labeled = new Labeled();
    ObjectNode less = (ObjectNode) Json.parse(SCHEMA);
    ArrayNode tools = (ArrayNode) less.get("tools");
    tools.remove(7);
    ((ArrayNode) tools.path(0).path("classifications").path(0).get("options")).remove(0);
    labeled
        .fixture
        .admin
        .post(
            "/v2/project/" + labeled.fixture.project, Map.of("categorySchema", less, "force", true))
        .data();
    Map<String, String> files = labeled.export(Map.of());
    assertThat(files.getOrDefault("data", "")).contains("\"unknownOption\":true");
    assertThat(faults(files.getOrDefault("schema.json", ""), files.getOrDefault("data", "")))
        .isEmpty();
  }

  @Test
  void liesBehindTheDataAndOnlyWhereItIsWanted() {
    Labeled labeled = new Labeled();
    assertThat(labeled.fixture.export("").keySet()).hasSize(1);
    assertThat(labeled.fixture.export("&includeSchema=true").keySet().stream().toList())
        .satisfiesExactly(
            data -> assertThat(data).contains("-task-export-"),
            schema -> assertThat(schema).isEqualTo("schema.json"));
  }
}
