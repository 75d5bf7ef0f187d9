package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Exports of what changed since an earlier one. */
class ExportSinceTest {
  private static final String EMPTY = "{\"tools\":[],\"classifications\":[],\"relations\":[]}";

  /** An export that is over, with its files. */
  private record Done(String id, List<String> names, JsonNode deleted) {}

  private static Done export(ExportFixture fixture, Map<String, Object> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("project", fixture.project);
    body.put("includeSchema", false);
    TestClient.Answer answer = fixture.admin.post("/v2/exports", body);
    String id = answer.data().path("export").path("_id").asString();
    JsonNode export = ExportApiTest.awaitOver(fixture, id);
    Map<String, String> files =
        ExportFixture.unzip(
            fixture.hub.stranger().get(export.path("exportPath").asString()).bytes());
    List<String> names = new ArrayList<>();
    Json.parse(files.values().iterator().next())
        .forEach(row -> names.add(row.path("externalId").asString()));
    return new Done(
        id,
        names,
        files.containsKey("deleted.json")
            ? Json.parse(files.getOrDefault("deleted.json", ""))
            : Json.MAPPER.missingNode());
  }

  private static ExportFixture labeled(String name, int assets) {
    ExportFixture fixture = new ExportFixture(name);
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < assets; i++) {
      items.add(Map.of("data", "https://example.org/" + i, "externalId", "f" + i));
    }
    fixture.admin.post("/v2/project/" + fixture.project + "/cloud", Map.of("assets", items)).data();
    return fixture;
  }

  private static JsonNode task(ExportFixture fixture, String externalId) {
    return fixture
        .admin
        .get("/v2/project/" + fixture.project + "/tasks?limit=100")
        .data()
        .path("tasks")
        .valueStream()
        .filter(
            each ->
                each.path("externalId").asString().equals(externalId)
                    || each.path("asset").path("externalId").asString().equals(externalId))
        .findFirst()
        .orElseThrow();
  }

  private static void submit(ExportFixture fixture, String externalId) {
    String id = task(fixture, externalId).path("_id").asString();
    fixture
        .admin
        .post(
            "/v2/annotate/" + id + "?nextStage=true",
            Map.of("answer", Json.parse(EMPTY), "duration", 5))
        .data();
  }

  @Test
  void holdOnlyTheRowsThatChanged() {
    ExportFixture fixture = labeled("Since", 4);
    submit(fixture, "f0");
    submit(fixture, "f1");
    Done first = export(fixture, Map.of());
    assertThat(first.names()).hasSize(4);
    assertThat(first.deleted().isMissingNode()).isTrue();

    assertThat(export(fixture, Map.of("since", first.id())).names()).isEmpty();
    submit(fixture, "f2");
    Done second = export(fixture, Map.of("since", first.id()));
    assertThat(second.names()).containsExactly("f2");
    assertThat(second.deleted()).isEmpty();
    submit(fixture, "f3");
    assertThat(export(fixture, Map.of("since", first.id())).names())
        .containsExactlyInAnyOrder("f2", "f3");
    assertThat(export(fixture, Map.of("since", second.id())).names()).containsExactly("f3");
  }

  @Test
  void holdRowsWhoseAssetChanged() {
    ExportFixture fixture = labeled("Since assets", 3);
    Done first = export(fixture, Map.of());
    String asset =
        fixture
            .admin
            .get("/v2/project/" + fixture.project + "/assets?externalId=f1")
            .data()
            .path("assets")
            .path(0)
            .path("_id")
            .asString();
    fixture.admin.post("/v2/asset/" + asset, Map.of("contextData", Map.of("camera", 3))).data();
    assertThat(export(fixture, Map.of("since", first.id())).names()).containsExactly("f1");
  }

  @Test
  void listWhatWasDeletedAndWhatTheFilterKeepsOutNow() {
    ExportFixture fixture = labeled("Since deleted", 3);
    Map<String, Object> inLabel = Map.of("stage", List.of("Label"));
    Done first = export(fixture, inLabel);
    assertThat(first.names()).hasSize(3);
    JsonNode gone =
        fixture
            .admin
            .get("/v2/project/" + fixture.project + "/assets?externalId=f0")
            .data()
            .path("assets")
            .path(0);
    String goneTask = task(fixture, "f0").path("_id").asString();
    fixture
        .admin
        .delete(
            "/v2/project/" + fixture.project + "/assets",
            Map.of("project", fixture.project, "assets", List.of(gone.path("_id").asString())))
        .data();
    submit(fixture, "f1");

    Done second = export(fixture, Map.of("stage", List.of("Label"), "since", first.id()));

    assertThat(second.names()).isEmpty();
    assertThat(second.deleted()).hasSize(2);
    JsonNode deleted = second.deleted().path(0);
    assertThat(deleted.path("taskId").asString()).isEqualTo(goneTask);
    assertThat(deleted.path("assetId").asString()).isEqualTo(gone.path("_id").asString());
    assertThat(deleted.path("externalId").asString()).isEqualTo("f0");
    assertThat(deleted.path("reason").asString()).isEqualTo("deleted");
    JsonNode moved = second.deleted().path(1);
    assertThat(moved.path("externalId").asString()).isEqualTo("f1");
    assertThat(moved.path("reason").asString()).isEqualTo("filtered");
  }

  /**
   * A change carries the time it was made at. One made before the first export and committed after
   * it must be in the second, though its time is that of the first.
   */
  @Test
  void missNothingThatWasCommittedLate() throws Exception {
    ExportFixture fixture = labeled("Since late", 2);
    String late = task(fixture, "f1").path("_id").asString();
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch exported = new CountDownLatch(1);
    TransactionTemplate transaction =
        new TransactionTemplate(fixture.hub.bean(PlatformTransactionManager.class));
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing =
          thread.submit(
              () ->
                  transaction.executeWithoutResult(
                      status -> {
                        fixture
                            .jdbc
                            .sql(
                                "update task set updated_at = clock_timestamp(), total_duration = 7"
                                    + " where project_key = ? and id = ?")
                            .params(fixture.key, late)
                            .update();
                        changed.countDown();
                        await(exported);
                      }));
      changed.await();
      Done first = export(fixture, Map.of());
      exported.countDown();
      writing.get();

      assertThat(export(fixture, Map.of("since", first.id())).names()).containsExactly("f1");
    }
  }

  /** Labels carry the time at which their import was asked for; their tasks change later. */
  @Test
  void missNoLabelsOfAnImportThatWaitedForLong() {
    ExportFixture fixture = labeled("Since import", 2);
    String file = Json.write(List.of(Map.of("externalId", "f1", "objects", List.of())));
    String id =
        fixture
            .admin
            .with("Content-Type", "application/octet-stream")
            .send(
                "POST",
                "/v2/project/" + fixture.project + "/import?options=%7B%22dryRun%22:true%7D",
                BodyPublishers.ofString(file))
            .data()
            .path("import")
            .path("_id")
            .asString();
    awaitState(fixture, id, "checked");
    Done first = export(fixture, Map.of());
    fixture
        .jdbc
        .sql(
            "update import set state = 'queued', is_dry_run = false, items_done = 0, run = run + 1,"
                + " created_at = now() - interval '3 days' where project_key = ? and id = ?")
        .params(fixture.key, id)
        .update();
    fixture
        .jdbc
        .sql(
            "insert into scheduled_tasks (task_name, task_instance, task_data, execution_time,"
                + " picked, version) values ('import', ?, ?, now(), false, 1)")
        .params(
            id,
            Json.MAPPER.writeValueAsBytes(
                Map.of("projectKey", fixture.key, "importId", id, "run", 2)))
        .update();
    awaitState(fixture, id, "ready");

    assertThat(export(fixture, Map.of("since", first.id())).names()).containsExactly("f1");
  }

  private static void awaitState(ExportFixture fixture, String importId, String state) {
    while (!fixture
        .admin
        .get("/v2/imports/" + importId)
        .data()
        .path("import")
        .path("state")
        .asString()
        .equals(state)) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void buildOnAnyFinishedExportOfTheProjectAlsoADeletedOne() {
    ExportFixture fixture = labeled("Since which", 1);
    Done first = export(fixture, Map.of());
    fixture.admin.delete("/v2/exports/" + first.id()).data();
    assertThat(export(fixture, Map.of("since", first.id())).names()).isEmpty();
    ExportFixture other = labeled("Since another", 1);
    TestClient.Answer refused =
        other.admin.post("/v2/exports", Map.of("project", other.project, "since", first.id()));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("since must be the id of a finished export");
  }
}
