package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kalem.formats.ango.ExportNames;
import kalem.server.app.TestClient;
import kalem.server.kernel.Json;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.S3TestServer;
import kalem.server.storage.Storages;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Exports into storages of the organization. */
class ExportPlaceTest {
  private static String s3Storage(ExportFixture fixture) {
    return fixture
        .admin
        .post(
            "/v2/storages",
            Map.of(
                "name",
                "s3 " + fixture.newId(),
                "provider",
                "AWS",
                "publicKey",
                S3TestServer.KEYS.id(),
                "privateKey",
                S3TestServer.KEYS.secret(),
                "region",
                "us-east-1",
                "endpoint",
                S3TestServer.shared().endpoint().toString()))
        .data()
        .path("storage")
        .path("_id")
        .asString();
  }

  private static void exportInto(
      ExportFixture fixture, String storage, String bucket, String path) {
    fixture
        .admin
        .put(
            "/v2/project/" + fixture.project + "/exportStorage",
            Map.of("enabled", true, "storage", storage, "bucket", bucket, "path", path))
        .data();
  }

  private static JsonNode finished(ExportFixture fixture) {
    String id =
        fixture
            .admin
            .post("/v2/exports", Map.of("project", fixture.project, "includeSchema", false))
            .data()
            .path("export")
            .path("_id")
            .asString();
    return ExportApiTest.awaitOver(fixture, id);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static JsonNode newestNotice(ExportFixture fixture) {
    return fixture.admin.get("/v2/notices").data().path("notices").path(0);
  }

  @Test
  void makeTheZipInAFolderOfTheServer() throws IOException {
    ExportFixture fixture = new ExportFixture("Into a folder");
    fixture.task("a", "Label", 0, List.of());
    Path folder = ExportFixture.newFolder(fixture.hub);
    exportInto(fixture, fixture.folderStorage(folder), "team", "exports/2026");

    JsonNode export = finished(fixture);

    String id = export.path("_id").asString();
    assertThat(export.path("state").asString()).isEqualTo("ready");
    assertThat(export.path("rows").asInt()).isEqualTo(1);
    assertThat(export.path("storage").path("bucket").asString()).isEqualTo("team");
    assertThat(export.path("storage").path("path").asString()).isEqualTo("exports/2026");
    assertThat(export.has("expiresAt")).isFalse();
    Path zip = files(folder).getFirst();
    assertThat(files(folder)).hasSize(1);
    assertThat(folder.relativize(zip).toString())
        .startsWith("team/exports/2026/Into a folder-export-")
        .endsWith("-" + id + "-1.zip");
    TestClient.Answer download = fixture.hub.stranger().get(export.path("exportPath").asString());
    assertThat(download.bytes()).isEqualTo(Files.readAllBytes(zip));
    assertThat(download.header("Content-Disposition")).contains("Into%20a%20folder-export-");
    assertThat(ExportFixture.unzip(download.bytes())).hasSize(1);

    JsonNode deleted = fixture.admin.delete("/v2/exports/" + id).data().path("export");
    assertThat(deleted.has("deletedAt")).isTrue();
    assertThat(deleted.has("exportPath")).isFalse();
    assertThat(files(folder)).isEmpty();
    assertThat(folder.resolve("team/exports/2026")).isDirectory();
  }

  @Test
  void makeTheZipInABucketAndLinkStraightToIt() {
    ExportFixture fixture = new ExportFixture("Into a bucket");
    fixture.task("a", "Complete", 0, List.of());
    exportInto(fixture, s3Storage(fixture), S3TestServer.BUCKET, "into/" + fixture.project);

    String link =
        fixture
            .admin
            .get("/v2/export?project=" + fixture.project)
            .data()
            .path("exportPath")
            .asString();

    assertThat(link)
        .startsWith(S3TestServer.shared().endpoint() + "/" + S3TestServer.BUCKET + "/into/");
    TestClient.Answer zip = fixture.hub.stranger().get(link);
    assertThat(zip.header("Content-Disposition")).contains("Into%20a%20bucket-export-");
    assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
    assertThat(Json.parse(ExportFixture.unzip(zip.bytes()).values().iterator().next())).hasSize(1);
    assertThat(newestNotice(fixture).path("text").asString())
        .isEqualTo("The export of Into a bucket is ready: 1 row.");
    assertThat(newestNotice(fixture).path("link").asString())
        .isEqualTo("/projects/" + fixture.project + "/export?view=history");
  }

  @Test
  void failInTheStoragesOwnWordsAndGoNowhereElse() {
    ExportFixture fixture = new ExportFixture("Bucket gone");
    fixture.task("a", "Label", 0, List.of());
    String bucket = "gone-" + fixture.project;
    S3TestServer.shared().makeBucket(bucket);
    exportInto(fixture, s3Storage(fixture), bucket, "x");
    S3TestServer.shared().removeBucket(bucket);

    JsonNode export = finished(fixture);

    assertThat(export.path("state").asString()).isEqualTo("failed");
    assertThat(export.path("error").asString()).contains("NoSuchBucket");
    assertThat(export.has("exportPath")).isFalse();
    assertThat(newestNotice(fixture).path("kind").asString()).isEqualTo("exportFailed");
    assertThat(newestNotice(fixture).path("text").asString())
        .startsWith("The export of Bucket gone failed.")
        .contains("NoSuchBucket");
    TestClient.Answer waiting = fixture.admin.get("/v2/export?project=" + fixture.project);
    assertThat(waiting.status()).isEqualTo(500);
    assertThat(waiting.message()).contains("NoSuchBucket");
  }

  @Test
  void doNotStartWithoutTheirStorage() throws IOException {
    ExportFixture fixture = new ExportFixture("Storage gone");
    String storage = fixture.folderStorage(ExportFixture.newFolder(fixture.hub));
    exportInto(fixture, storage, "", "");
    fixture.admin.delete("/v2/storages/" + storage + "?force=true").data();
    TestClient.Answer answer =
        fixture.admin.post("/v2/exports", Map.of("project", fixture.project));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.message()).contains("export storage of this project was removed");
  }

  @Test
  void stayWhenOursExpire() throws IOException {
    ExportFixture fixture = new ExportFixture("Retention");
    fixture.task("a", "Label", 0, List.of());
    Path folder = ExportFixture.newFolder(fixture.hub);
    JsonNode ours = finished(fixture);
    assertThat(ours.has("expiresAt")).isTrue();
    exportInto(fixture, fixture.folderStorage(folder), "", "");
    JsonNode theirs = finished(fixture);

    Instant after91Days = Instant.now().plusSeconds(91L * 24 * 3600);
    new ExportSweep(
            fixture.hub.bean(ExportStore.class),
            fixture.hub.bean(ExportRemoval.class),
            () -> after91Days)
        .run();

    assertThat(files(folder)).hasSize(1);
    assertThat(fixture.admin.get("/v2/exports/" + theirs.path("_id").asString()).status())
        .isEqualTo(200);
    assertThat(fixture.admin.get("/v2/exports/" + ours.path("_id").asString()).status())
        .isEqualTo(404);
    JsonNode history =
        fixture.admin.get("/v2/project/" + fixture.project + "/exports?includeDeleted=true").data();
    assertThat(history.path("total").asInt()).isEqualTo(2);
    assertThat(history.path("exports").path(1).has("deletedAt")).isTrue();
  }

  @Test
  void areHeldBackByNobodyWhenTheStorageOfAnOldOneIsGone() throws IOException {
    ExportFixture fixture = new ExportFixture("Old storage");
    fixture.task("a", "Label", 0, List.of());
    Path folder = ExportFixture.newFolder(fixture.hub);
    String storage = fixture.folderStorage(folder);
    exportInto(fixture, storage, "", "");
    String id = finished(fixture).path("_id").asString();
    fixture.admin.delete("/v2/storages/" + storage + "?force=true").data();

    JsonNode history =
        fixture.admin.get("/v2/project/" + fixture.project + "/exports").data().path("exports");
    assertThat(history.path(0).path("storage").path("name").asString()).startsWith("folder");
    assertThat(history.path(0).has("exportPath")).isFalse();
    assertThat(fixture.admin.delete("/v2/exports/" + id).status()).isEqualTo(200);
    assertThat(files(folder)).hasSize(1);
    assertThat(fixture.hub.bean(ExportStore.class).leftovers(Instant.now(), 1000))
        .noneMatch(leftover -> leftover.id().equals(id));
  }

  @Test
  void leaveOneObjectAndNoPartsAfterACrash() throws Exception {
    ExportFixture fixture = new ExportFixture("Crash into a bucket");
    fixture.task("a", "Label", 0, List.of());
    String path = "crash/" + fixture.project;
    String storage = s3Storage(fixture);
    Export export =
        Export.queued(
            fixture.key,
            fixture.newId(),
            ExportRequestReader.read(Map.of()),
            Optional.of(new Export.Place(storage, "s3", S3TestServer.BUCKET, path)),
            new Export.Order(ExportFixture.NOON, "admin@example.org"));
    fixture.hub.bean(ExportStore.class).add(export);
    // As the run before left it: some parts sent, never completed, the row saying it runs.
    String name = ExportNames.zip("Crash into a bucket", ExportFixture.NOON);
    ObjectKey key = ExportFiles.key(fixture.project, export, 1, name);
    fixture
        .hub
        .bean(Storages.class)
        .bucket(storage, S3TestServer.BUCKET)
        .objects()
        .begin(key)
        .content()
        .write(new byte[20 << 20]);
    Exports.Task task = new Exports.Task(fixture.key, export.id());
    assertThat(fixture.hub.bean(Exports.class).begin(task).orElseThrow().key()).isEqualTo(key);
    assertThat(S3TestServer.shared().unfinishedUploads(path)).isEqualTo(1);

    fixture.hub.bean(ExportJob.class).run(task);

    assertThat(S3TestServer.shared().unfinishedUploads(path)).isZero();
    assertThat(S3TestServer.shared().keys(path))
        .containsExactly(ExportFiles.key(fixture.project, export, 2, name).value());
  }

  @Test
  void areEachAnObjectOfTheirOwnHoweverManyRunAtATime() throws Exception {
    ExportFixture fixture = new ExportFixture("Crowd in a bucket");
    int tasks = 30;
    for (int i = 0; i < tasks; i++) {
      fixture.task("t" + i, i % 2 == 0 ? "Complete" : "Label", i, List.of());
    }
    String path = "crowd/" + fixture.project;
    exportInto(fixture, s3Storage(fixture), S3TestServer.BUCKET, path);
    List<Future<List<String>>> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> fixture.names("&stage=" + (i % 2 == 0 ? "Complete" : "Label"))))
              .toList();
    }
    for (int i = 0; i < answers.size(); i++) {
      int parity = i % 2;
      assertThat(answers.get(i).get())
          .isEqualTo(
              IntStream.range(0, tasks)
                  .filter(t -> t % 2 == parity)
                  .mapToObj(t -> "t" + t)
                  .toList());
    }
    Set<String> keys = new HashSet<>(S3TestServer.shared().keys(path));
    assertThat(keys).hasSize(20);
    assertThat(S3TestServer.shared().unfinishedUploads(path)).isZero();
  }

  @Test
  void areMailedWithTheirLink() throws Exception {
    ExportFixture fixture = new ExportFixture("By mail");
    fixture.task("a", "Label", 0, List.of());
    String email = "by-mail" + fixture.newId() + "@example.org";
    TestClient manager = fixture.hub.newMember(email, fixture.project, "Manager");
    manager.get("/v2/export?sendEmail=true&project=" + fixture.project).data();
    String text = ExportFixture.awaitMail(fixture.hub, email, "The export of By mail is ready");
    String link =
        Pattern.compile("Download By mail-export-[^:]*\\.zip: (\\S+)")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text));
    assertThat(ExportFixture.unzip(fixture.hub.stranger().get(link).bytes())).hasSize(1);
  }

  @Test
  void tellNobodyWhoDoesNotWantToBeTold() {
    ExportFixture fixture = new ExportFixture("Silent");
    TestClient manager =
        fixture.hub.newMember(
            "silent" + fixture.newId() + "@example.org", fixture.project, "Manager");
    manager.get("/v2/export?doNotNotify=true&project=" + fixture.project).data();
    assertThat(manager.get("/v2/notices").data().path("total").asInt()).isZero();
    manager.get("/v2/export?project=" + fixture.project).data();
    assertThat(manager.get("/v2/notices").data().path("unread").asInt()).isEqualTo(1);
  }
}
