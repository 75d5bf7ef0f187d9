package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.BOX;
import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Strict imports: everything or nothing. */
class StrictImportTest {
  private static Map<String, Object> request(ImportFixture fixture, String... externalIds) {
    return Map.of(
        "project",
        fixture.project,
        "strict",
        true,
        "jsonContent",
        List.of(externalIds).stream()
            .map(id -> Map.of("externalId", id, "objects", List.of(box("of-" + id))))
            .toList());
  }

  /** Waits until somebody waits for a row. */
  private static void awaitWaiting(ImportFixture fixture) {
    Instant limit = Instant.now().plusSeconds(20);
    String waiting = "select count(*) from pg_locks where not granted";
    while (fixture.jdbc.sql(waiting).query(Long.class).single() == 0) {
      assertThat(Instant.now()).isBefore(limit);
    }
  }

  @Test
  @Timeout(60)
  void aTaskThatIsBegunBehindTheCheckKeepsEverythingOut() throws Exception {
    ImportFixture fixture = new ImportFixture("Strict and begun");
    fixture.assets("one.jpg", "two.jpg");
    String two = fixture.task("two.jpg").path("_id").asString();
    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TestClient.Answer> reply =
          fixture
              .hub
              .bean(TransactionTemplate.class)
              .execute(
                  status -> {
                    fixture
                        .jdbc
                        .sql(
                            "update task set is_draft = true, version = version + 1"
                                + " where project_key = ? and id = ?")
                        .params(fixture.key, two)
                        .update();
                    Future<TestClient.Answer> sent =
                        requests.submit(
                            () ->
                                fixture.admin.post(
                                    "/v2/import/labels", request(fixture, "one.jpg", "two.jpg")));
                    awaitWaiting(fixture);
                    return sent;
                  });
      assertThat(reply.get().status()).isEqualTo(400);
      assertThat(reply.get().text()).contains("Nothing was imported", "NOT_TODO");
    }
    assertThat(fixture.objects("one.jpg")).isEmpty();
    assertThat(fixture.task("one.jpg").path("isPreLabeled").asBoolean()).isFalse();
  }

  @Test
  void aFaultlessRequestIsImported() {
    ImportFixture fixture = new ImportFixture("Strict and faultless");
    fixture.assets("one.jpg", "two.jpg");
    JsonNode done =
        fixture.admin.post("/v2/import/labels", request(fixture, "one.jpg", "two.jpg")).data();
    assertThat(done.path("tasksLabeled").asInt()).isEqualTo(2);
    assertThat(fixture.objects("one.jpg")).containsExactly("of-one.jpg");
    assertThat(fixture.objects("two.jpg")).containsExactly("of-two.jpg");
  }

  /** A COCO file with a box of a new class for each picture. */
  private static String coco(String... pictures) {
    return Json.write(
        Map.of(
            "images",
            IntStream.range(0, pictures.length)
                .mapToObj(
                    i -> Map.of("id", i, "file_name", pictures[i], "width", 1000, "height", 1000))
                .toList(),
            "categories",
            List.of(Map.of("id", 5, "name", "Zebra")),
            "annotations",
            IntStream.range(0, pictures.length)
                .mapToObj(
                    i ->
                        Map.of(
                            "id", i, "image_id", i, "category_id", 5, "bbox", List.of(1, 2, 3, 4)))
                .toList()));
  }

  private static String schema(ImportFixture fixture) {
    return fixture.admin.get("/v2/project/" + fixture.project).data().toString();
  }

  @Test
  void aRefusedFileLeavesTheCategorySchemaAsItIs() {
    ImportFixture fixture = new ImportFixture("Strict with new classes");
    fixture.assets("one.jpg");
    Map<String, Object> options = Map.of("strict", true, "createClasses", true);
    JsonNode refused = fixture.imported("labels.json", coco("one.jpg", "missing.jpg"), options);
    assertThat(refused.path("state").asString()).as(refused.toString()).isEqualTo("failed");
    assertThat(ImportFixture.codes(refused)).containsExactly("ASSET_NOT_FOUND");
    assertThat(schema(fixture)).doesNotContain("Zebra");

    JsonNode done = fixture.imported("labels.json", coco("one.jpg"), options);
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
    assertThat(schema(fixture)).contains("Zebra");
    assertThat(fixture.answer("one.jpg").path("tools").path(0).has(BOX)).isTrue();
  }
}
