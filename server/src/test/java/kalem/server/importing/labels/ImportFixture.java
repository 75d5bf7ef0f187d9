package kalem.server.importing.labels;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A project with classes and tasks, and imports into it as a script makes them. */
final class ImportFixture {
  static final String BOX = "bounding-box";
  private static final String BOUNDARY = "import-boundary";

  final TestHub hub = TestHub.shared();
  final TestClient admin = hub.admin();
  final JdbcClient jdbc = hub.bean(JdbcClient.class);
  final String project;
  final int key;

  ImportFixture(String name) {
    this.project =
        admin
            .post(
                "/v2/project",
                Map.of(
                    "name",
                    name,
                    "categorySchema",
                    Map.of(
                        "tools",
                        List.of(
                            Map.of("schemaId", "car", "title", "Car", "tool", BOX),
                            Map.of("schemaId", "lane", "title", "Lane", "tool", "polyline"),
                            Map.of(
                                "schemaId",
                                "paint",
                                "title",
                                "Paint",
                                "tool",
                                "brush",
                                "color",
                                "#FF0000"),
                            Map.of("schemaId", "1", "title", "Liver", "tool", "medical-brush")),
                        "classifications",
                        List.of(Map.of("schemaId", "remark", "title", "Remark", "tool", "text")),
                        "relations",
                        List.of(
                            Map.of("schemaId", "pair", "title", "Pair", "tool", "one-to-one")))))
            .data()
            .path("project")
            .path("_id")
            .asString();
    this.key = Ids.projectKey(project).orElseThrow();
  }

  /** Adds assets with these external ids. */
  void assets(String... externalIds) {
    admin
        .post(
            "/v2/project/" + project + "/cloud",
            Map.of(
                "assets",
                List.of(externalIds).stream()
                    .map(
                        id ->
                            Map.of(
                                "data",
                                "https://photos.example/" + id,
                                "externalId",
                                id,
                                "metadata",
                                Map.of("width", 1000, "height", 1000)))
                    .toList()))
        .data();
  }

  /** Adds a video. */
  void video(String externalId, int frames) {
    admin
        .post(
            "/v2/project/" + project + "/cloud",
            Map.of(
                "assets",
                List.of(
                    Map.of(
                        "data",
                        "https://videos.example/" + externalId,
                        "externalId",
                        externalId,
                        "metadata",
                        Map.of("width", 1000, "height", 1000, "frameTotal", frames)))))
        .data();
  }

  void assets(int count) {
    assets(IntStream.range(0, count).mapToObj(i -> "a" + i).toArray(String[]::new));
  }

  static Map<String, Object> box(String id) {
    return Map.of(
        "schemaId", "car", "objectId", id, BOX, Map.of("x", 1, "y", 2, "width", 3, "height", 4));
  }

  /** Sends a file and waits until its import is over. */
  JsonNode imported(String fileName, String content, Map<String, Object> options) {
    return imported(fileName, content.getBytes(StandardCharsets.UTF_8), options);
  }

  JsonNode imported(String fileName, byte[] content, Map<String, Object> options) {
    return over(sent(fileName, content, options).data().path("import").path("_id").asString());
  }

  /** Sends a file as the body itself, which no side holds in memory. */
  JsonNode imported(Path file, String fileName, Map<String, Object> options) {
    String query =
        "?fileName="
            + fileName
            + "&options="
            + URLEncoder.encode(Json.write(options), StandardCharsets.UTF_8);
    try {
      return over(
          admin
              .with("Content-Type", "application/octet-stream")
              .send(
                  "POST", "/v2/project/" + project + "/import" + query, BodyPublishers.ofFile(file))
              .data()
              .path("import")
              .path("_id")
              .asString());
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A zip with these files, by name. */
  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  TestClient.Answer sent(String fileName, byte[] content, Map<String, Object> options) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "name=\"options\"", Json.write(options).getBytes(StandardCharsets.UTF_8));
    part(body, "name=\"file\"; filename=\"" + fileName + "\"", content);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return admin
        .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .send(
            "POST",
            "/v2/project/" + project + "/import",
            BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void part(ByteArrayOutputStream body, String name, byte[] content) {
    body.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + name + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** An import once it is over. */
  JsonNode over(String id) {
    while (true) {
      JsonNode now = admin.get("/v2/imports/" + id).data().path("import");
      String state = now.path("state").asString();
      if (!state.equals("queued") && !state.equals("running")) {
        return now;
      }
      Thread.onSpinWait();
    }
  }

  /** The answer of the one task with this external id. */
  JsonNode answer(String externalId) {
    return task(externalId).path("answer");
  }

  JsonNode task(String externalId) {
    return admin
        .get(
            "/v2/project/"
                + project
                + "/tasks?includeAnswer=true&limit=1000&filters="
                + URLEncoder.encode(
                    Json.write(Map.of("externalId", externalId)), StandardCharsets.UTF_8))
        .data()
        .path("tasks")
        .path(0);
  }

  List<String> objects(String externalId) {
    return answer(externalId)
        .path("tools")
        .valueStream()
        .map(object -> object.path("objectId").asString())
        .toList();
  }

  /** Codes of everything that was found. */
  static List<String> codes(JsonNode done) {
    return done.path("problems").valueStream().map(p -> p.path("code").asString()).toList();
  }
}
