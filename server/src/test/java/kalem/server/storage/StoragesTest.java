package kalem.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.StorageLocation.Keys;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class StoragesTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();

  /** As the published client sends it. */
  private static Map<String, Object> s3(Keys keys) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "s3 " + UUID.randomUUID());
    body.put("provider", "AWS");
    body.put("publicKey", keys.id());
    body.put("privateKey", keys.secret());
    body.put("region", "us-east-1");
    body.put(
        "credentials",
        "{\"endpoint\":\"" + S3TestServer.shared().endpoint() + "\",\"pathStyle\":true}");
    return body;
  }

  private JsonNode add(Map<String, Object> body) {
    TestClient.Answer answer = admin.post("/v2/storages/", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.data().path("storage");
  }

  private static String id(JsonNode storage) {
    return storage.path("_id").asString();
  }

  private Path folder(String name) {
    return hub.exportFolder().resolve(name + UUID.randomUUID());
  }

  private Map<String, Object> folderBody(Path path) {
    return Map.of(
        "name", "folder " + UUID.randomUUID(), "provider", "FOLDER", "folder", "file:" + path);
  }

  @Test
  void areAddedListedAndRemovedWithoutEverShowingTheirSecret() {
    JsonNode added = add(s3(S3TestServer.KEYS));
    assertThat(added.path("publicKey").asString()).isEqualTo(S3TestServer.KEYS.id());
    assertThat(added.path("privateKey").asString()).isEqualTo("••••");
    assertThat(added.path("endpoint").asString())
        .isEqualTo(S3TestServer.shared().endpoint().toString());
    assertThat(added.path("validation").path("state").asString()).isEqualTo("passed");

    TestClient.Answer one = admin.get("/v2/storages?_id=" + id(added));
    assertThat(one.data().path("total").asInt()).isEqualTo(1);
    assertThat(one.data().path("storages").path(0).path("_id").asString()).isEqualTo(id(added));
    TestClient.Answer all = admin.get("/v2/storages");
    assertThat(all.data().path("storages").valueStream().map(StoragesTest::id)).contains(id(added));
    assertThat(one.text() + all.text()).doesNotContain(S3TestServer.KEYS.secret());
    List<String> sealed =
        hub.bean(JdbcClient.class)
            .sql("select row_to_json(storage)::text as row from storage where id = ?")
            .param(id(added))
            .query((row, number) -> row.getString("row"))
            .list();
    assertThat(sealed).singleElement().asString().doesNotContain(S3TestServer.KEYS.secret());

    assertThat(admin.delete("/v2/storages/" + id(added)).status()).isEqualTo(200);
    assertThat(admin.delete("/v2/storages/" + id(added)).status()).isEqualTo(404);
    assertThat(admin.get("/v2/storages?_id=" + id(added)).data().path("total").asInt()).isZero();
  }

  @Test
  void areKeptWithAWordWhenTheyCanNotBeReached() {
    JsonNode added = add(s3(new Keys("nobody", "wrong-secret")));
    assertThat(added.path("validation").path("state").asString()).isEqualTo("failed");
    assertThat(added.path("validation").path("reason").asString())
        .containsIgnoringCase("access key")
        .doesNotContain("wrong-secret");
  }

  @Test
  void haveNamesOfTheirOwn() {
    Map<String, Object> body = folderBody(folder("name"));
    add(body);
    assertThat(admin.post("/v2/storages", body).status()).isEqualTo(409);
  }

  @Test
  void refuseWhatCanNotBeUsed() {
    Map<String, Object> good = s3(S3TestServer.KEYS);
    for (Map<String, String> change :
        List.of(
            Map.of("name", " "),
            Map.of("provider", "AZURE"),
            Map.of("provider", "GCP"),
            Map.of("provider", "FTP"),
            Map.of("region", "eu.evil.example/"),
            Map.of("publicKey", ""),
            Map.of("privateKey", "with blank"),
            Map.of("bucket", "a/b"),
            Map.of("credentials", "no json"),
            Map.of("endpoint", "file:///etc/passwd"),
            Map.of("endpoint", "http://user:pw@example.org"))) {
      Map<String, Object> body = new HashMap<>(good);
      body.putAll(change);
      TestClient.Answer answer = admin.post("/v2/storages", body);
      assertThat(answer.status()).as(change.toString()).isEqualTo(400);
      assertThat(answer.text()).doesNotContain(S3TestServer.KEYS.secret());
    }
  }

  @Test
  void areFoldersBelowThoseTheOperatorAllowsAndNothingElse() throws Exception {
    Path outside = Files.createTempDirectory("kalem-outside");
    for (Path bad :
        List.of(
            outside,
            Path.of("/"),
            hub.exportFolder().resolve(".."),
            hub.exportFolder().resolve("../x"),
            Path.of(hub.exportFolder() + "-sibling"))) {
      TestClient.Answer answer =
          admin.post(
              "/v2/storages", Map.of("name", "x", "provider", "FOLDER", "folder", bad.toString()));
      assertThat(answer.status()).as(bad.toString()).isEqualTo(400);
      assertThat(answer.message()).contains(hub.exportFolder().toString());
    }
    Path link = folder("link");
    Files.createSymbolicLink(link, outside);
    JsonNode added = add(folderBody(link));
    assertThat(added.path("validation").path("state").asString()).isEqualTo("failed");
    JsonNode checks =
        admin
            .post("/v2/storages/" + id(added) + "/validate", Map.of("bucket", "b"))
            .data()
            .path("checks");
    assertThat(checks.valueStream().map(c -> c.path("state").asString())).doesNotContain("pass");
    assertThat(outside).isEmptyDirectory();
    Files.delete(link);
    Files.delete(outside);
  }

  @Test
  void areTriedOutStepByStep() {
    JsonNode storage = add(s3(S3TestServer.KEYS));
    String path = "/v2/storages/" + id(storage) + "/validate";
    JsonNode good =
        admin.post(path, Map.of("bucket", S3TestServer.BUCKET, "path", "/probe/")).data();
    assertThat(good.path("checks").valueStream().map(c -> c.path("name").asString()))
        .containsExactly("credentials", "listBuckets", "listObjects", "write", "read", "delete");
    assertThat(good.path("checks").valueStream().map(c -> c.path("state").asString()))
        .containsOnly("pass");
    JsonNode bad = admin.post(path, Map.of("bucket", "no-such-bucket")).data();
    JsonNode list = bad.path("checks").path(2);
    assertThat(list.path("state").asString()).isEqualTo("fail");
    assertThat(list.path("message").asString()).contains("NoSuchBucket");
    assertThat(bad.path("checks").path(3).path("state").asString()).isEqualTo("skipped");
    assertThat(admin.post(path, Map.of("path", "../x")).status()).isEqualTo(400);
  }

  @Test
  void listTheirFilesWithLinks() throws Exception {
    String prefix = "files-" + UUID.randomUUID();
    S3TestServer.shared()
        .bucket(prefix)
        .objects()
        .put(new ObjectKey("sub/a.txt"), StorageWriting.content());
    JsonNode storage = add(s3(S3TestServer.KEYS));
    String path =
        "/v2/storages/" + id(storage) + "/files?bucketName=" + S3TestServer.BUCKET + "&path=";
    JsonNode top = admin.get(path + prefix).data();
    assertThat(top.path("folders").path(0).asString()).isEqualTo(prefix + "/sub/");
    JsonNode file =
        admin
            .get(path + prefix + "/sub/&getSignedUrls=true&retryOnSlowDown=true")
            .data()
            .path("files")
            .path(0);
    assertThat(file.path("name").asString()).isEqualTo("a.txt");
    assertThat(hub.stranger().get(file.path("url").asString()).text())
        .isEqualTo("Kalem looks whether it may write here.");
    assertThat(
            admin
                .get(path + prefix + "/sub&getSignedUrls=false")
                .data()
                .path("files")
                .path(0)
                .has("url"))
        .isFalse();
  }

  @Test
  void giveOutTheFilesOfFoldersThroughTheHub() throws Exception {
    Path folder = folder("served");
    Files.createDirectories(folder.resolve("b/sub"));
    Files.writeString(folder.resolve("b/sub/ä.txt"), "hello");
    JsonNode storage = add(folderBody(folder));
    String path = "/v2/storages/" + id(storage) + "/files?bucketName=b&path=sub";
    String url = admin.get(path).data().path("files").path(0).path("url").asString();
    TestClient.Answer answer = hub.stranger().get(url);
    assertThat(answer.text()).isEqualTo("hello");
    assertThat(hub.stranger().get(url.split("\\?", 2)[0]).status()).isEqualTo(403);
    // The permanent name can not be signed by asking for it: only the storage's own lists do.
    assertThat(admin.get("/v2/getSignedUrl?name=" + url.split("\\?", 2)[0] + "&project=x").status())
        .isEqualTo(404);
    admin.delete("/v2/storages/" + id(storage)).data();
    assertThat(hub.stranger().get(url).status()).isEqualTo(404);
  }

  @Test
  void areSeenByLeadsAndChangedByAdministrators() {
    String project = hub.newProject("Storages");
    TestClient lead = hub.newMember("storages-lead@example.org", project, "Lead");
    TestClient reviewer = hub.newMember("storages-reviewer@example.org", project, "Reviewer");
    assertThat(lead.get("/v2/storages").status()).isEqualTo(200);
    assertThat(reviewer.get("/v2/storages").status()).isEqualTo(403);
    Map<String, Object> body = folderBody(folder("roles"));
    assertThat(lead.post("/v2/storages", body).status()).isEqualTo(403);
    JsonNode storage = add(body);
    assertThat(lead.delete("/v2/storages/" + id(storage)).status()).isEqualTo(403);
    assertThat(lead.post("/v2/storages/" + id(storage) + "/validate", Map.of()).status())
        .isEqualTo(403);
    assertThat(reviewer.get("/v2/storages/" + id(storage) + "/files").status()).isEqualTo(403);
    assertThat(hub.stranger().get("/v2/storages").status()).isEqualTo(401);
  }
}
