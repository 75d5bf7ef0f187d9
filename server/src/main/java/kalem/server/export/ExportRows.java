package kalem.server.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kalem.annotation.json.JsonText;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportedAsset;
import kalem.formats.ango.ExportedTask;
import kalem.formats.ango.MaskLinks;
import kalem.formats.ango.StageVisit;
import kalem.formats.ango.TaskQuality;
import kalem.formats.ango.WorkTimes;
import kalem.formats.deflate.DeflatedPart;
import kalem.formats.deflate.InflatedParts;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one export, read as they are asked for: merges the cursor over tasks with the one
 * over their earlier visits. Used by one thread, inside the transaction of the snapshot.
 */
final class ExportRows implements Iterator<ExportRow>, AutoCloseable {
  /** What the rows are made with. */
  record Sources(
      int projectKey,
      SnapshotStore snapshot,
      AnswerTexts answers,
      StageNames stages,
      Map<String, String> batchNames,
      UnaryOperator<String> storedFileLink) {}

  private final Sources sources;
  private final Stream<ExportRow> rows;
  private final Stream<Visit> visits;
  private final Iterator<ExportRow> nextRow;
  private final Iterator<Visit> nextVisit;
  private @Nullable Visit waiting;

  /** An earlier visit and the task it belongs to. */
  private record Visit(String taskId, StageVisit visit) {}

  /**
   * @param withHistory without it, visits are not read at all
   */
  ExportRows(Sources sources, TaskConditions conditions, boolean withHistory) {
    this.sources = sources;
    this.rows = sources.snapshot().tasks(conditions, (row, number) -> row(row));
    this.visits =
        withHistory
            ? sources.snapshot().visits(conditions, (row, number) -> visit(row))
            : Stream.empty();
    this.nextRow = rows.iterator();
    this.nextVisit = visits.iterator();
  }

  @Override
  public boolean hasNext() {
    return nextRow.hasNext();
  }

  @Override
  public ExportRow next() {
    return nextRow.next();
  }

  @Override
  public void close() {
    try (rows;
        visits) {
      waiting = null;
    }
  }

  private ExportRow row(ResultSet row) throws SQLException {
    return new ExportRow(asset(row), task(row));
  }

  private ExportedAsset asset(ResultSet row) throws SQLException {
    String content = row.getString("content");
    return new ExportedAsset(
        row.getString("kind").equals("STORED") ? sources.storedFileLink().apply(content) : content,
        row.getString("asset_id"),
        List.of(),
        row.getString("external_id"),
        json(row, "metadata").orElse(new JsonText("{}")),
        json(row, "context_data").filter(context -> !context.text().equals("{}")),
        batchNames(row),
        json(row, "attachments").filter(attachments -> !attachments.text().equals("[]")),
        Optional.empty());
  }

  private ExportedTask task(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String stage = row.getString("stage_id");
    return new ExportedTask(
        id,
        row.getString("type"),
        sources.stages().of(stage, stage),
        stage,
        row.getTimestamp("updated_at").toInstant(),
        text(row, "updated_by"),
        millis(row, "total_duration"),
        times(row, ""),
        times(row, "total_"),
        answer(row),
        MaskLinks.NONE,
        new TaskQuality(
            OptionalInt.empty(),
            Optional.empty(),
            row.getBoolean("is_benchmark"),
            OptionalInt.empty(),
            row.getBoolean("is_skipped")),
        visitsOf(id));
  }

  /** Visits arrive in the order of the tasks, those of one task together. */
  private List<StageVisit> visitsOf(String taskId) {
    List<StageVisit> found = new ArrayList<>();
    while (true) {
      if (waiting == null && nextVisit.hasNext()) {
        waiting = nextVisit.next();
      }
      if (waiting == null || !waiting.taskId().equals(taskId)) {
        return found;
      }
      found.add(waiting.visit());
      waiting = null;
    }
  }

  private Visit visit(ResultSet row) throws SQLException {
    String stage = row.getString("stage_id");
    Optional<String> completedBy = text(row, "completed_by");
    return new Visit(
        row.getString("task_id"),
        new StageVisit(
            sources.stages().of(stage, row.getString("stage_name")),
            stage,
            sources.stages().isDeleted(stage),
            times(row, ""),
            row.getTimestamp("completed_at").toInstant(),
            completedBy,
            completedBy,
            row.getString("stage_type").equals("Review")
                ? text(row, "review_status")
                : Optional.empty(),
            Optional.empty(),
            Optional.of(row.getString("id")),
            answer(row),
            MaskLinks.NONE));
  }

  private String answer(ResultSet row) throws SQLException {
    String id = row.getString("written_id");
    if (id == null) {
      return sources.answers().none();
    }
    byte[] segment = row.getBytes("segment");
    List<DeflatedPart> parts =
        segment == null
            ? sources.snapshot().parts(sources.projectKey(), id)
            : List.of(new DeflatedPart(segment, row.getInt("length"), row.getInt("crc")));
    try (InflatedParts text = new InflatedParts(parts.iterator())) {
      return sources
          .answers()
          .render(
              "{" + new String(text.readAllBytes(), StandardCharsets.UTF_8) + "}",
              row.getInt("schema_revision"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> batchNames(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("batch_ids").getArray())
        .map(sources.batchNames()::get)
        .filter(Objects::nonNull)
        .toList();
  }

  private static WorkTimes times(ResultSet row, String prefix) throws SQLException {
    return new WorkTimes(
        millis(row, prefix + "duration"),
        millis(row, prefix + "idle_duration"),
        millis(row, prefix + "blur_duration"));
  }

  private static Duration millis(ResultSet row, String column) throws SQLException {
    return Duration.ofMillis(row.getLong(column));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** Stored texts are copied; only one with a line end would break formats of one line per row. */
  private static Optional<JsonText> json(ResultSet row, String column) throws SQLException {
    return text(row, column)
        .map(
            text ->
                text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                    ? new JsonText(text)
                    : JsonText.of(JsonText.parse(text)));
  }
}
