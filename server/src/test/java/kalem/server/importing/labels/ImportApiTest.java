package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportApiTest {
  private static String items(Object... items) {
    return Json.write(items);
  }

  private static Map<String, Object> item(String externalId, Object... objects) {
    return Map.of("externalId", externalId, "objects", List.of(objects));
  }

  @Test
  void aDryRunReportsAndWritesNothing() {
    ImportFixture fixture = new ImportFixture("Dry run");
    fixture.assets("one.jpg", "two.jpg");
    JsonNode done =
        fixture.imported(
            "labels.json",
            items(
                item("one.jpg", box("a"), Map.of("schemaId", "car")), item("three.jpg", box("b"))),
            Map.of("dryRun", true));
    assertThat(done.path("state").asString()).isEqualTo("checked");
    assertThat(done.path("dryRun").asBoolean()).isTrue();
    assertThat(done.path("format").asString()).isEqualTo("ango");
    assertThat(done.path("itemsTotal").asInt()).isEqualTo(2);
    assertThat(done.path("itemsDone").asInt()).isEqualTo(2);
    assertThat(done.path("tasksLabeled").asInt()).isEqualTo(1);
    assertThat(done.path("objects").asInt()).isEqualTo(1);
    assertThat(done.path("skipped").asInt()).isEqualTo(1);
    assertThat(done.path("progress").asInt()).isEqualTo(100);
    assertThat(ImportFixture.codes(done)).containsExactly("BAD_GEOMETRY", "ASSET_NOT_FOUND");
    assertThat(done.path("problems").path(0).path("path").asString()).isEqualTo("[0].objects[1]");
    assertThat(done.path("problems").path(1).path("message").asString()).contains("one.jpg");
    assertThat(done.path("codes"))
        .isEqualTo(
            Json.parse(
                """
                [{"code":"ASSET_NOT_FOUND","count":1,"fault":true},
                 {"code":"BAD_GEOMETRY","count":1,"fault":true}]\
                """));
    assertThat(fixture.objects("one.jpg")).isEmpty();
  }

  @Test
  void aCheckedFileIsImportedForReal() {
    ImportFixture fixture = new ImportFixture("Run");
    fixture.assets("one.jpg");
    JsonNode checked =
        fixture.imported("labels.json", items(item("one.jpg", box("a"))), Map.of("dryRun", true));
    String id = checked.path("_id").asString();
    assertThat(fixture.admin.post("/v2/imports/" + id + "/run", Map.of()).status()).isEqualTo(202);
    JsonNode done = fixture.over(id);
    assertThat(done.path("state").asString()).isEqualTo("ready");
    assertThat(done.path("dryRun").asBoolean()).isFalse();
    assertThat(fixture.objects("one.jpg")).containsExactly("a");
    assertThat(fixture.admin.post("/v2/imports/" + id + "/run", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void theFormatsThatTheListNamesForTheOwnFormAreTaken() {
    ImportFixture fixture = new ImportFixture("Own form");
    fixture.assets("one.jpg");
    for (String format : List.of("json", "ndjson", "ango")) {
      JsonNode done =
          fixture.imported(
              "labels.json", items(item("one.jpg", box(format))), Map.of("format", format));
      assertThat(done.path("format").asString()).isEqualTo("ango");
      assertThat(fixture.objects("one.jpg")).containsExactly(format);
    }
  }

  @Test
  void theReportListsEverythingAsATable() {
    ImportFixture fixture = new ImportFixture("Report");
    JsonNode done =
        fixture.imported("labels.json", items(item("=x,\"y\"", box("a"))), Map.of("dryRun", true));
    String report = fixture.hub.stranger().get(done.path("reportPath").asString()).text();
    assertThat(report)
        .isEqualTo(
            "\uFEFFitem,externalId,code,isLeftOut,path,message\r\n"
                + "0,\"'=x,\"\"y\"\"\",ASSET_NOT_FOUND,true,\"[0]\",\"No asset of this project"
                + " matches.\"\r\n"
                + ",\"\",NOTHING_LABELED,false,\"\",\"No asset of this project matches. Is it the"
                + " right project? External ids are compared letter by letter, with extension and"
                + " folders.\"\r\n");
  }

  @Test
  void aBrokenFileChangesNothing() {
    ImportFixture fixture = new ImportFixture("Broken");
    fixture.assets("one.jpg");
    JsonNode done =
        fixture.imported(
            "labels.json", Json.write(List.of(item("one.jpg", box("a")))) + " and more", Map.of());
    assertThat(done.path("state").asString()).isEqualTo("failed");
    assertThat(done.path("error").asString()).contains("line 1, column");
    assertThat(fixture.objects("one.jpg")).isEmpty();
  }

  @Test
  void strictRefusesTheWholeAndSaysWhy() {
    ImportFixture fixture = new ImportFixture("Strict");
    fixture.assets("one.jpg");
    String file = items(item("one.jpg", box("a")), item("none.jpg", box("b")));
    JsonNode done = fixture.imported("labels.json", file, Map.of("strict", true));
    assertThat(done.path("state").asString()).isEqualTo("failed");
    assertThat(done.path("error").asString()).contains("1 faults");
    assertThat(ImportFixture.codes(done)).containsExactly("ASSET_NOT_FOUND");
    assertThat(fixture.objects("one.jpg")).isEmpty();
    fixture.assets("none.jpg");
    JsonNode again = fixture.imported("labels.json", file, Map.of("strict", true));
    assertThat(again.path("state").asString()).isEqualTo("ready");
    assertThat(again.path("itemsDone").asInt()).isEqualTo(2);
    assertThat(fixture.objects("one.jpg")).containsExactly("a");
  }

  @Test
  void theHistoryNamesEveryImportUntilItIsDeleted() {
    ImportFixture fixture = new ImportFixture("History");
    JsonNode done = fixture.imported("labels.json", "[]", Map.of());
    String id = done.path("_id").asString();
    TestClient admin = fixture.admin;
    JsonNode list = admin.get("/v2/project/" + fixture.project + "/imports").data();
    assertThat(list.path("total").asInt()).isEqualTo(1);
    assertThat(list.path("imports").path(0).path("_id").asString()).isEqualTo(id);
    assertThat(admin.delete("/v2/imports/" + id).status()).isEqualTo(200);
    assertThat(admin.get("/v2/imports/" + id).status()).isEqualTo(404);
    assertThat(
            admin.get("/v2/project/" + fixture.project + "/imports").data().path("total").asInt())
        .isZero();
    assertThat(fixture.hub.stranger().get(done.path("reportPath").asString()).status())
        .isEqualTo(404);
  }

  @Test
  void manyItemsOfACallAreImportedByAJobForWhichItWaits() {
    ImportFixture fixture = new ImportFixture("Many");
    int count = 1200;
    fixture.assets(count);
    List<Object> items = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item("a" + i, box("o" + i)));
    }
    items.add(item("a0", box("again")));
    JsonNode reply =
        fixture
            .admin
            .post("/v2/import/labels", Map.of("project", fixture.project, "jsonContent", items))
            .data();
    assertThat(reply.path("project").asString()).isEqualTo("1201 / 1201 tasks are labeled.");
    assertThat(reply.path("importId").asString()).hasSize(24);
    assertThat(fixture.objects("a1199")).containsExactly("o1199");
    assertThat(fixture.objects("a0")).containsExactly("o0", "again");
  }

  @Test
  void onlyManagersImport() {
    ImportFixture fixture = new ImportFixture("Roles");
    String id = fixture.imported("labels.json", "[]", Map.of()).path("_id").asString();
    TestClient lead = fixture.hub.newMember("lead-import@example.org", fixture.project, "Lead");
    assertThat(lead.get("/v2/imports/" + id).status()).isEqualTo(403);
    assertThat(lead.post("/v2/project/" + fixture.project + "/import", Map.of("url", "x")).status())
        .isEqualTo(403);
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingHappens() {
    ImportFixture fixture = new ImportFixture("Options");
    for (Map<String, Object> options :
        List.<Map<String, Object>>of(
            Map.of("mode", "merge"),
            Map.of("format", "word"),
            Map.of("dryRun", "maybe"),
            Map.of("config", 5))) {
      assertThat(fixture.sent("labels.json", new byte[] {'[', ']'}, options).status())
          .isEqualTo(400);
    }
    assertThat(fixture.sent("labels.json", new byte[0], Map.of()).status()).isEqualTo(400);
    assertThat(
            fixture
                .admin
                .post("/v2/project/" + fixture.project + "/import", Map.of("dryRun", true))
                .status())
        .isEqualTo(400);
  }

  @Test
  void nothingIsFetchedFromAPrivateNetwork() {
    ImportFixture fixture = new ImportFixture("Private");
    String id =
        fixture
            .admin
            .post(
                "/v2/project/" + fixture.project + "/import",
                Map.of("url", fixture.hub.url() + "/health"))
            .data()
            .path("import")
            .path("_id")
            .asString();
    assertThat(fixture.over(id).path("error").asString()).contains("private network");
  }
}
