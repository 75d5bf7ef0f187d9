package kalem.server.export;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.server.app.TestClient;
import kalem.server.app.TestHub;
import kalem.server.kernel.Ids;
import kalem.server.kernel.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A project with tasks put in by SQL, and its exports as a script gets them. */
final class ExportFixture {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  final TestHub hub = TestHub.shared();
  final TestClient admin = hub.admin();
  final JdbcClient jdbc = hub.bean(JdbcClient.class);
  final String project;
  final int key;
  private final Ids ids = hub.bean(Ids.class);

  ExportFixture(String name) {
    this.project = hub.newProject(name);
    this.key = Ids.projectKey(project).orElseThrow();
  }

  /** A new directory of its own that storages may use. */
  static Path newFolder(TestHub hub) throws IOException {
    return Files.createTempDirectory(hub.exportFolder(), "storage");
  }

  /** Makes a directory a storage of the organization; its id. */
  String folderStorage(Path folder) {
    return admin
        .post(
            "/v2/storages",
            Map.of("name", "folder " + newId(), "provider", "FOLDER", "folder", "file:" + folder))
        .data()
        .path("storage")
        .path("_id")
        .asString();
  }

  String newId() {
    return ids.next(key);
  }

  String batch(String name) {
    return admin
        .post("/v2/batches/" + project, Map.of("name", name))
        .data()
        .path("project")
        .path("_id")
        .asString();
  }

  /** A task in a stage with an inline asset; created this many minutes after noon. */
  String task(String externalId, String stage, int minute, List<String> batches) {
    String asset = newId();
    String task = newId();
    Timestamp created = Timestamp.from(NOON.plusSeconds(60L * minute));
    String[] batchIds = batches.toArray(String[]::new);
    jdbc.sql(
            """
            insert into asset (project_key, id, external_id, kind, content, metadata, attachments,
              batch_ids, priority, created_at, created_by, updated_at)
            values (?, ?, ?, 'INLINE', 'Some text', '{"width":4}', '[]', ?, 0, ?, 'a@b.c', ?)
            """)
        .params(key, asset, externalId, batchIds, created, created)
        .update();
    jdbc.sql(
            """
            insert into task (project_key, id, asset_id, external_id, batch_ids, stage_id,
              entered_at, priority, created_at, created_by, updated_at, updated_by)
            values (?, ?, ?, ?, ?, ?, ?, 0, ?, 'a@b.c', ?, 'ana@team.example')
            """)
        .params(key, task, asset, externalId, batchIds, stage, created, created, created)
        .update();
    return task;
  }

  /** Gives a task its current answer. */
  String answer(String task, String body) {
    String answer = storedAnswer(task, body);
    jdbc.sql("update task set answer_id = ? where project_key = ? and id = ?")
        .params(answer, key, task)
        .update();
    return answer;
  }

  String storedAnswer(String task, String body) {
    String answer = newId();
    try (PartDeflater deflater = new PartDeflater()) {
      String members = body.substring(1, body.length() - 1);
      DeflatedPart part = deflater.deflate(members.getBytes(StandardCharsets.UTF_8));
      jdbc.sql(
              """
              insert into answer (project_key, id, task_id, visit, schema_revision, segment, length,
                crc, has_segmentations, has_pdf_areas, has_key_frames, created_at, created_by)
              values (?, ?, ?, 1,
                (select category_schema_revision from project where project_key = ?), ?, ?, ?,
                true, true, false, now(), 'x')
              """)
          .params(key, answer, task, key, part.bytes(), part.length(), part.crc())
          .update();
    }
    return answer;
  }

  /** An earlier visit; its id. */
  String visit(String task, int number, String stage, String type, Map<String, Object> columns) {
    String visit = newId();
    Map<String, Object> all = new LinkedHashMap<>(columns);
    Timestamp done = Timestamp.from(NOON.plusSeconds(number));
    jdbc.sql(
            """
            insert into stage_history (project_key, id, task_id, visit, stage_id, stage_name,
              stage_type, duration, idle_duration, blur_duration, batch_ids, is_skipped, rework,
              entered_at, completed_at)
            values (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '{}', false, false, ?, ?)
            """)
        .params(key, visit, task, number, stage, stage, type, done, done)
        .update();
    all.forEach((column, value) -> set("stage_history", visit, column, value));
    return visit;
  }

  void set(String table, String id, String column, Object value) {
    jdbc.sql("update " + table + " set " + column + " = ? where project_key = ? and id = ?")
        .params(value, key, id)
        .update();
  }

  /** Exports and unpacks. */
  Map<String, String> export(String query) {
    return unzip(
        hub.stranger()
            .get(
                admin
                    .get("/v2/export?project=" + project + query)
                    .data()
                    .path("exportPath")
                    .asString())
            .bytes());
  }

  /** Exports as JSON. */
  JsonNode rows(String query) {
    return Json.parse(export(query).values().iterator().next());
  }

  /** External ids of the rows of an export, in their order. */
  List<String> names(String query) {
    return rows(query).valueStream().map(row -> row.path("externalId").asString()).toList();
  }

  /** The plain text of a mail that the hub sends soon. */
  static String awaitMail(TestHub hub, String to, String subject) throws Exception {
    while (true) {
      for (MimeMessage message : hub.mail().getReceivedMessages()) {
        if (message.getAllRecipients()[0].toString().equals(to)
            && message.getSubject().equals(subject)) {
          return (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
        }
      }
      Thread.onSpinWait();
    }
  }

  static Map<String, String> unzip(byte[] zip) {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
