package kalem.server.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.PartDeflater;
import kalem.server.kernel.BinaryRows;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills a project with many tasks, as a bulk import does: nothing is analyzed. */
final class ManyTasks {
  /** Objects of each answer, beside one answered question. */
  static final int BOXES = 20;

  private static final int PORTION = 5_000;
  private static final int DIFFERENT_ANSWERS = 500;

  private ManyTasks() {}

  /** Complete tasks, each with an answer of {@link #BOXES} boxes, and as many earlier visits. */
  static void fill(ExportFixture fixture, int tasks, int visits) {
    List<DeflatedPart> answers = answers();
    for (int from = 0; from < tasks; from += PORTION) {
      int to = Math.min(tasks, from + PORTION);
      BinaryRows assetRows = new BinaryRows();
      BinaryRows taskRows = new BinaryRows();
      BinaryRows answerRows = new BinaryRows();
      BinaryRows visitRows = new BinaryRows();
      for (int n = from; n < to; n++) {
        Instant at = ExportFixture.NOON.plusMillis(n);
        String asset = fixture.newId();
        String task = fixture.newId();
        String answer = fixture.newId();
        DeflatedPart text = answers.get(n % DIFFERENT_ANSWERS);
        assetRows
            .row(12)
            .int4(fixture.key)
            .text(asset)
            .text("camera-3/2026-05-04/" + n + ".jpg")
            .text("STORED")
            .text(fixture.project + "/assets/" + asset + "/" + n + ".jpg")
            .text("{\"width\":1920,\"height\":1080}")
            .text("[]")
            .texts(List.of())
            .int4(0)
            .time(at)
            .text("ana@team.example")
            .time(at);
        taskRows
            .row(13)
            .int4(fixture.key)
            .text(task)
            .text(asset)
            .text("camera-3/2026-05-04/" + n + ".jpg")
            .texts(List.of())
            .text("Complete")
            .time(at)
            .int4(0)
            .time(at)
            .text("ana@team.example")
            .time(at)
            .text("ana@team.example")
            .text(answer);
        answerRows
            .row(13)
            .int4(fixture.key)
            .text(answer)
            .text(task)
            .int4(1)
            .int4(1)
            .bytes(text.bytes())
            .int8(text.length())
            .int4(text.crc())
            .bool(false)
            .bool(false)
            .bool(false)
            .time(at)
            .text("ana@team.example");
        for (int visit = 1; visit <= visits; visit++) {
          visitRows
              .row(16)
              .int4(fixture.key)
              .text(fixture.newId())
              .text(task)
              .int4(visit)
              .text(visit == 1 ? "Start" : "Label")
              .text(visit == 1 ? "Start" : "Label")
              .text(visit == 1 ? "Start" : "Label");
          (visit == 1 ? visitRows.nothing() : visitRows.text(answer))
              .int8(48_000)
              .int8(0)
              .int8(0)
              .texts(List.of())
              .bool(false)
              .bool(false)
              .time(at)
              .time(at);
        }
      }
      copy(fixture, ASSETS, assetRows);
      copy(fixture, TASKS, taskRows);
      copy(fixture, ANSWERS, answerRows);
      copy(fixture, VISITS, visitRows);
    }
  }

  private static final String ASSETS =
      """
      copy asset (project_key, id, external_id, kind, content, metadata, attachments, batch_ids,
        priority, created_at, created_by, updated_at) from stdin (format binary)
      """;
  private static final String TASKS =
      """
      copy task (project_key, id, asset_id, external_id, batch_ids, stage_id, entered_at, priority,
        created_at, created_by, updated_at, updated_by, answer_id) from stdin (format binary)
      """;
  private static final String ANSWERS =
      """
      copy answer (project_key, id, task_id, visit, schema_revision, segment, length, crc,
        has_segmentations, has_pdf_areas, has_key_frames, created_at, created_by)
      from stdin (format binary)
      """;
  private static final String VISITS =
      """
      copy stage_history (project_key, id, task_id, visit, stage_id, stage_name, stage_type,
        answer_id, duration, idle_duration, blur_duration, batch_ids, is_skipped, rework,
        entered_at, completed_at) from stdin (format binary)
      """;

  private static void copy(ExportFixture fixture, String sql, BinaryRows rows) {
    fixture
        .hub
        .bean(JdbcTemplate.class)
        .execute((Connection connection) -> rows.copyInto(connection, sql));
  }

  private static List<DeflatedPart> answers() {
    SplittableRandom random = new SplittableRandom(1);
    try (PartDeflater deflater = new PartDeflater()) {
      return java.util.stream.IntStream.range(0, DIFFERENT_ANSWERS)
          .mapToObj(n -> deflater.deflate(members(random).getBytes(StandardCharsets.UTF_8)))
          .toList();
    }
  }

  /** The members of an answer of about 6 kB. */
  static String members(SplittableRandom random) {
    StringBuilder text = new StringBuilder("\"tools\":[");
    for (int i = 0; i < BOXES; i++) {
      text.append(i == 0 ? "" : ",").append(box(random));
    }
    return text.append("],\"classifications\":[{\"objectId\":\"")
        .append(id(random))
        .append(
            "\",\"schemaId\":\"6a11c0de00000000000000e1\",\"tool\":\"radio\",\"title\":\"Weather\",")
        .append("\"answer\":\"Sunny\",\"classifications\":[],")
        .append(metadata(random))
        .append("}],\"relations\":[]")
        .toString();
  }

  private static String box(SplittableRandom random) {
    int kind = random.nextInt(4);
    String title = List.of("Car", "Pedestrian", "Traffic light", "Bicycle").get(kind);
    return "{\"objectId\":\"%s\",\"schemaId\":\"6a11c0de0000000000000a%02d\",\"title\":\"%s\","
            .formatted(id(random), kind, title)
        + "\"bounding-box\":{\"x\":%s,\"y\":%s,\"width\":%s,\"height\":%s},"
            .formatted(
                number(random, 1900),
                number(random, 1000),
                number(random, 300),
                number(random, 300))
        + "\"classifications\":[],"
        + metadata(random)
        + "}";
  }

  private static String metadata(SplittableRandom random) {
    return "\"metadata\":{\"createdAt\":\"2026-05-04T09:%02d:%02d.%03dZ\",\"createdBy\":\"ana@team.example\",\"createdIn\":\"Label\",\"source\":\"manual\"}"
        .formatted(random.nextInt(10), random.nextInt(60), random.nextInt(1000));
  }

  private static String id(SplittableRandom random) {
    return "%08x%016x".formatted(random.nextInt(), random.nextLong());
  }

  private static double number(SplittableRandom random, int below) {
    return random.nextInt(below * 100) / 100.0;
  }
}
