package kalem.server.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AssetImportTest {
  private final TestHub hub = TestHub.shared();
  private final TestClient admin = hub.admin();
  private final String project = hub.newProject("Import");

  @Test
  void importsAnUploadedFileAndReadsItsSize() throws IOException {
    String url = upload("photo one.png", png(31, 17));
    JsonNode report = cloud(List.of(Map.of("data", url.split("\\?", 2)[0], "externalId", "a.png")));
    assertThat(report.path("assetsCreated").asInt()).isEqualTo(1);
    assertThat(report.path("failed").isEmpty()).isTrue();

    JsonNode asset = assets("").path("assets").path(0);
    assertThat(asset.path("externalId").asString()).isEqualTo("a.png");
    assertThat(asset.path("metadata").path("width").asInt()).isEqualTo(31);
    assertThat(asset.path("metadata").path("height").asInt()).isEqualTo(17);
    assertThat(asset.path("project").asString()).isEqualTo(project);
    assertThat(asset.path("createdBy").asString()).isEqualTo(TestHub.ADMIN_EMAIL);
    TestClient.Answer file = hub.stranger().get(asset.path("data").asString());
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.bytes()).isEqualTo(png(31, 17));
    assertThat(file.header("Content-Type")).isEqualTo("image/png");
  }

  @Test
  void takesLinksAndTextsAndReportsWhatItCanNotTake() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("data", null);
    JsonNode report =
        cloud(
            List.of(
                Map.of("data", "https://example.org/a%20b/c%20d.jpg?x=1"),
                Map.of("data", "<h2>Row 7</h2>", "metadata", Map.of("k", 1)),
                Map.of("data", hub.url() + "/files/" + project + "/assets/x/gone.png"),
                Map.of("data", "s3://bucket/key"),
                Map.of("data", List.of("https://example.org/1", "https://example.org/2")),
                Map.of("data", "text", "priority", 1001),
                Map.of("data", "text", "metadata", "none"),
                Map.of("data", "text", "externalId", "a\0b"),
                nothing));
    assertThat(report.path("assetsCreated").asInt()).isEqualTo(2);
    assertThat(report.path("failed").valueStream().map(f -> f.path("index").asInt()))
        .containsExactly(2, 3, 4, 5, 6, 7, 8);
    assertThat(report.path("failed").path(0).path("reason").asString()).isEqualTo("upload missing");
    assertThat(
            assets("?sort=_id")
                .path("assets")
                .valueStream()
                .map(a -> a.path("externalId").asString() + " " + a.path("data").asString()))
        .containsExactly(
            "c d.jpg https://example.org/a%20b/c%20d.jpg?x=1", "asset-2 <h2>Row 7</h2>");
  }

  @Test
  void refusesFilesOfOtherProjects() throws IOException {
    String url = upload("mine.png", png(2, 2)).split("\\?", 2)[0];
    String other = hub.newProject("Other");
    JsonNode report =
        admin
            .post("/v2/project/" + other + "/cloud", body(List.of(Map.of("data", url))))
            .data()
            .path("assets");
    assertThat(report.path("assetsCreated").asInt()).isZero();
    assertThat(report.path("failed").path(0).path("reason").asString()).contains("another project");
  }

  @Test
  void keepsNumbersOfMetadataAsTheyWereWritten() {
    admin
        .with("Content-Type", "application/json")
        .send(
            "POST",
            "/v2/project/" + project + "/cloud",
            BodyPublishers.ofString(
                "{\"assets\":[{\"data\":\"t\",\"contextData\":{\"z\":1.10,\"a\":12345678901234567890.5}}]}"))
        .data();
    assertThat(admin.get("/v2/project/" + project + "/assets").text())
        .contains("\"contextData\":{\"z\":1.10,\"a\":12345678901234567890.5}");
  }

  @Test
  void givesBatchesByNameAndRefusesUnknownOnes() {
    String batch =
        admin
            .post("/v2/batches/" + project, Map.of("name", "B + 1"))
            .data()
            .path("project")
            .path("_id")
            .asString();
    TestClient.Answer imported =
        admin.post(
            "/v2/project/" + project + "/cloud?batches=%5B%22B%20+%201%22,null%5D",
            body(List.of(Map.of("data", "one"), Map.of("data", "two", "batches", List.of()))));
    assertThat(imported.status()).isEqualTo(201);
    JsonNode found = assets("?filters=%7B%22batches%22:%5B%22B%20+%201%22%5D%7D");
    assertThat(found.path("total").asInt()).isEqualTo(1);
    JsonNode asset = found.path("assets").path(0);
    assertThat(asset.path("data").asString()).isEqualTo("one");
    assertThat(asset.path("batches").path(0).asString()).isEqualTo("B + 1");
    assertThat(asset.path("batchIds").path(0).asString()).isEqualTo(batch);

    TestClient.Answer refused =
        admin.post(
            "/v2/project/" + project + "/cloud",
            body(List.of(Map.of("data", "x", "batches", List.of("none")))));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).contains("none");
    assertThat(assets("").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void refusesAWholeCallForWhatConcernsAll() {
    String path = "/v2/project/" + project + "/cloud";
    Map<String, Object> item = Map.of("data", "x");
    assertThat(admin.post(path, Map.of("assets", List.of(item), "priority", 1001)).status())
        .isEqualTo(400);
    assertThat(admin.post(path, Map.of("assets", "x")).status()).isEqualTo(400);
    assertThat(
            admin
                .post(path, body(List.of(Map.of("data", "x", "storage", "0123456789ab"))))
                .status())
        .isEqualTo(404);
    TestClient json = admin.with("Content-Type", "application/json");
    for (String text :
        List.of(
            "",
            "[]",
            "{}",
            "{\"assets\":[{\"data\":\"x\"},",
            "{\"assets\":[{\"data\":\"x\"}]}}",
            "{\"assets\":[{\"data\":\"x\"}],\"uploadLocal\":\"perhaps\"}")) {
      assertThat(json.send("POST", path, BodyPublishers.ofString(text)).status())
          .as(text)
          .isEqualTo(400);
    }
    assertThat(assets("").path("total").asInt()).isZero();
  }

  @Test
  void takesTenThousandAssetsInOneCall() {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      items.add(Map.of("data", "https://example.org/" + i + ".jpg"));
    }
    assertThat(cloud(items).path("assetsCreated").asInt()).isEqualTo(10_000);
    JsonNode last = assets("?limit=3&page=2&sort=-createdAt");
    assertThat(last.path("total").asInt()).isEqualTo(10_000);
    assertThat(last.path("assets").valueStream().map(asset -> asset.path("externalId").asString()))
        .containsExactly("9996.jpg", "9995.jpg", "9994.jpg");
  }

  @Test
  void takesFilesOfAForm() throws IOException {
    String boundary = "----kalem";
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    part(form, boundary, "C:\\pictures\\one.png", png(5, 4));
    part(
        form, boundary, "note;100%.txt", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    form.writeBytes(("--" + boundary + "--\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    JsonNode report =
        admin
            .with("Content-Type", "multipart/form-data; boundary=" + boundary)
            .send(
                "POST",
                "/v2/project/" + project + "/upload",
                BodyPublishers.ofByteArray(form.toByteArray()))
            .data()
            .path("assets");
    assertThat(report.path("assetsCreated").asInt()).isEqualTo(2);
    JsonNode assets = assets("?sort=_id").path("assets");
    assertThat(assets.path(0).path("externalId").asString()).isEqualTo("one.png");
    assertThat(assets.path(0).path("metadata").path("width").asInt()).isEqualTo(5);
    assertThat(assets.path(1).path("externalId").asString()).isEqualTo("note;100%.txt");
    TestClient.Answer note = hub.stranger().get(assets.path(1).path("data").asString());
    assertThat(note.text()).isEqualTo("hello");
    assertThat(note.header("Content-Type")).startsWith("text/plain");
  }

  @Test
  void refersToFilesElsewhereAndSaysThatItCopiesNone() {
    Map<String, Object> body = new HashMap<>();
    body.put(
        "assets", List.of(Map.of("data", "https://example.org/x.png"), Map.of("data", "A text")));
    body.put("uploadLocal", null);
    String path = "/v2/project/" + project + "/cloud";
    assertThat(admin.post(path, body).data().path("assets").path("assetsCreated").asInt())
        .isEqualTo(2);
    body.put("uploadLocal", true);
    JsonNode copied = admin.post(path, body).data().path("assets");
    assertThat(copied.path("assetsCreated").asInt()).isEqualTo(1);
    assertThat(copied.path("failed").path(0).path("index").asInt()).isZero();
    assertThat(copied.path("failed").path(0).path("reason").asString()).contains("not copied");
  }

  @Test
  void letsOnlyManagersImport() {
    TestClient lead = hub.newMember("import-lead@example.org", project, "Lead");
    assertThat(
            lead.post("/v2/project/" + project + "/cloud", body(List.of(Map.of("data", "x"))))
                .status())
        .isEqualTo(403);
  }

  private static void part(
      ByteArrayOutputStream form, String boundary, String fileName, byte[] content) {
    form.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                + fileName
                + "\"\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Map<String, Object> body(List<? extends Map<String, Object>> items) {
    return Map.of("assets", items, "uploadLocal", "false", "priority", 0);
  }

  private JsonNode cloud(List<? extends Map<String, Object>> items) {
    return admin.post("/v2/project/" + project + "/cloud", body(items)).data().path("assets");
  }

  private JsonNode assets(String query) {
    return admin.get("/v2/project/" + project + "/assets" + query).data();
  }

  /** The upload URL, after the file was sent there. */
  private String upload(String name, byte[] content) {
    String url =
        admin
            .get(
                "/v2/getUploadUrl?name="
                    + name.replace(" ", "%20")
                    + "&project="
                    + project
                    + "&type=assets")
            .data()
            .path("uploadUrl")
            .asString();
    assertThat(hub.stranger().send("PUT", url, BodyPublishers.ofByteArray(content)).status())
        .isEqualTo(200);
    return url;
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }
}
