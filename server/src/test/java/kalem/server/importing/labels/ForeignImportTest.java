package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.BOX;
import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ForeignImportTest {
  /** A COCO file with one picture and one box of class Car. */
  private static String coco(String picture, int x) {
    return Json.write(
        Map.of(
            "images",
            List.of(Map.of("id", 1, "file_name", picture, "width", 1000, "height", 1000)),
            "categories",
            List.of(Map.of("id", 5, "name", "Car")),
            "annotations",
            List.of(
                Map.of("id", 9, "image_id", 1, "category_id", 5, "bbox", List.of(x, 2, 30, 40)))));
  }

  private static List<Integer> lefts(ImportFixture fixture, String externalId) {
    return fixture
        .answer(externalId)
        .path("tools")
        .valueStream()
        .map(object -> object.path(BOX).path("x").asInt())
        .sorted()
        .toList();
  }

  @Test
  void aSingleCocoFileIsRecognized() {
    ImportFixture fixture = new ImportFixture("One COCO file");
    fixture.assets("one.jpg");
    JsonNode done = fixture.imported("labels.json", coco("one.jpg", 1), Map.of());
    assertThat(done.path("format").asString()).as(done.toString()).isEqualTo("coco");
    assertThat(lefts(fixture, "one.jpg")).containsExactly(1);
  }

  @Test
  void itemsOfSeveralFilesForOneAssetAreMerged() {
    ImportFixture fixture = new ImportFixture("Two COCO files");
    fixture.assets("one.jpg");
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("train.json", coco("one.jpg", 1).getBytes(StandardCharsets.UTF_8));
    files.put("more.json", coco("one.jpg", 100).getBytes(StandardCharsets.UTF_8));
    JsonNode done = fixture.imported("coco.zip", ImportFixture.zip(files), Map.of());
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
    assertThat(done.path("objects").asInt()).isEqualTo(2);
    assertThat(lefts(fixture, "one.jpg")).containsExactly(1, 100);
  }

  @Test
  void anItemWhoseOnlyObjectWasLeftOutLabelsNothing() {
    ImportFixture fixture = new ImportFixture("Left out");
    fixture.assets("one.jpg", "two.jpg");
    String file =
        Json.write(
            List.of(
                Map.of(
                    "externalId",
                    "one.jpg",
                    "objects",
                    List.of(
                        Map.of(
                            "schemaId",
                            "unknown",
                            BOX,
                            Map.of("x", 1, "y", 2, "width", 3, "height", 4))))));
    for (boolean isDryRun : List.of(true, false)) {
      JsonNode done = fixture.imported("labels.json", file, Map.of("dryRun", isDryRun));
      assertThat(done.path("tasksLabeled").asInt()).isZero();
      assertThat(ImportFixture.codes(done)).containsExactly("UNKNOWN_CLASS", "NOTHING_LABELED");
      assertThat(done.path("problems").path(1).path("message").asString())
          .contains("another project");
    }
  }

  @Test
  void whoImportsIsToldOfTheEnd() {
    ImportFixture fixture = new ImportFixture("Told");
    fixture.assets("one.jpg");
    String good =
        Json.write(List.of(Map.of("externalId", "one.jpg", "objects", List.of(box("a")))));
    String checked =
        fixture.imported("check.json", good, Map.of("dryRun", true)).path("_id").asString();
    String ready = fixture.imported("good.json", good, Map.of()).path("_id").asString();
    String failed = fixture.imported("bad.json", good + "]", Map.of()).path("_id").asString();
    List<JsonNode> told =
        fixture
            .admin
            .get("/v2/notices?limit=100")
            .data()
            .path("notices")
            .valueStream()
            .filter(notice -> notice.path("project").asString("").equals(fixture.project))
            .toList();
    assertThat(told.stream().map(notice -> notice.path("kind").asString()))
        .containsExactlyInAnyOrder("importFinished", "importFailed");
    assertThat(told.stream().map(notice -> notice.path("link").asString()))
        .containsExactlyInAnyOrder(
            "/projects/" + fixture.project + "/import/" + ready,
            "/projects/" + fixture.project + "/import/" + failed)
        .noneMatch(link -> link.endsWith(checked));
  }

  @Test
  void anImportThatIsRunAgainDoublesNothing() {
    ImportFixture fixture = new ImportFixture("Again");
    fixture.assets("one.jpg");
    Map<String, Object> nameless =
        Map.of("schemaId", "car", BOX, Map.of("x", 1, "y", 2, "width", 3, "height", 4));
    String id =
        fixture
            .imported(
                "labels.json",
                Json.write(List.of(Map.of("externalId", "one.jpg", "objects", List.of(nameless)))),
                Map.of())
            .path("_id")
            .asString();
    fixture
        .jdbc
        .sql("update import set state = 'failed' where project_key = ? and id = ?")
        .params(fixture.key, id)
        .update();
    assertThat(fixture.admin.post("/v2/imports/" + id + "/run", Map.of()).status()).isEqualTo(202);
    assertThat(fixture.over(id).path("state").asString()).isEqualTo("ready");
    assertThat(fixture.objects("one.jpg")).hasSize(1);
  }
}
