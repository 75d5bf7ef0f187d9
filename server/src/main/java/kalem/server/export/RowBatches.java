package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kalem.annotation.json.JsonText;
import kalem.formats.ango.AnswerMembers;
import kalem.formats.ango.ExportRow;
import kalem.formats.ango.ExportedAsset;
import kalem.formats.ango.ExportedTask;
import kalem.formats.ango.MaskLinks;
import kalem.formats.ango.StageVisit;
import kalem.formats.ango.TaskQuality;
import kalem.formats.ango.WorkTimes;
import kalem.server.annotation.MaskKeys;
import kalem.server.annotation.SnapshotAnswers;
import kalem.server.annotation.SnapshotAnswers.Found;
import kalem.server.storage.ObjectKey;

/**
 * The rows of one export, some hundred at a time, with all that belongs to them. For one thread,
 * which is the only one to use the sources meanwhile.
 */
final class RowBatches implements Iterator<List<ExportRow>>, AutoCloseable {
  private static final int FEWEST_ROWS = 50;
  private static final int MOST_ROWS = 1_000;

  /** What the answers of a batch should come to, deflated. */
  private static final long BYTES = 2 << 20;

  private static final Found NO_ANSWER = new Found(AnswerMembers.NONE, MaskKeys.NONE);

  /** What the rows are made with. */
  record Sources(
      int projectKey,
      SnapshotStore snapshot,
      SnapshotAnswers answers,
      StageNames stages,
      Map<String, String> batchNames,
      Function<ObjectKey, String> storedFileLink) {}

  private final Sources sources;
  private final boolean withHistory;
  private final Stream<TaskRow> tasks;
  private final Iterator<TaskRow> nextTask;
  private int rows = FEWEST_ROWS;

  /**
   * A task before its asset, answer and visits are known.
   *
   * @param batchIds of the asset
   */
  private record TaskRow(
      String assetId,
      String externalId,
      List<String> batchIds,
      Optional<String> answerId,
      ExportedTask task) {}

  /** An earlier visit before its answer is known. */
  private record VisitRow(String taskId, Optional<String> answerId, StageVisit visit) {}

  /**
   * @param withHistory without it, visits are not read at all
   */
  RowBatches(Sources sources, TaskConditions conditions, boolean withHistory) {
    this.sources = sources;
    this.withHistory = withHistory;
    this.tasks = sources.snapshot().tasks(conditions, (row, number) -> task(row));
    this.nextTask = tasks.iterator();
  }

  @Override
  public boolean hasNext() {
    return nextTask.hasNext();
  }

  @Override
  public List<ExportRow> next() {
    List<TaskRow> batch = new ArrayList<>(rows);
    while (batch.size() < rows && nextTask.hasNext()) {
      batch.add(nextTask.next());
    }
    Map<String, List<VisitRow>> visits = visits(batch);
    Map<String, Found> answers = answers(batch, visits);
    rows = rowsNext(batch.size(), answers.values());
    Map<String, ExportedAsset> assets = assets(batch);
    return batch.stream()
        .flatMap(
            task ->
                Optional.ofNullable(assets.get(task.assetId()))
                    .map(
                        asset ->
                            row(
                                task,
                                asset,
                                visits.getOrDefault(task.task().taskId(), List.of()),
                                answers))
                    .stream())
        .toList();
  }

  /** Few round trips where answers are small, little memory where they are large. */
  private static int rowsNext(int rows, Collection<Found> answers) {
    long bytes = answers.stream().mapToLong(answer -> answer.members().bytesInMemory()).sum();
    return Math.clamp(BYTES * rows / Math.max(1, bytes), FEWEST_ROWS, MOST_ROWS);
  }

  private Map<String, List<VisitRow>> visits(List<TaskRow> batch) {
    Map<String, List<VisitRow>> visits = new HashMap<>();
    if (withHistory) {
      List<String> ids = batch.stream().map(row -> row.task().taskId()).toList();
      sources
          .snapshot()
          .visits(sources.projectKey(), ids, (row, number) -> visit(row))
          .forEach(
              visit -> visits.computeIfAbsent(visit.taskId(), id -> new ArrayList<>()).add(visit));
    }
    return visits;
  }

  /** An answer that several visits share is read once. */
  private Map<String, Found> answers(List<TaskRow> batch, Map<String, List<VisitRow>> visits) {
    Set<String> ids = new HashSet<>();
    batch.forEach(row -> row.answerId().ifPresent(ids::add));
    visits.values().forEach(some -> some.forEach(row -> row.answerId().ifPresent(ids::add)));
    return ids.isEmpty() ? Map.of() : sources.answers().find(ids);
  }

  private Map<String, ExportedAsset> assets(List<TaskRow> batch) {
    Map<String, TaskRow> byAsset = HashMap.newHashMap(batch.size());
    batch.forEach(row -> byAsset.put(row.assetId(), row));
    Map<String, ExportedAsset> assets = HashMap.newHashMap(batch.size());
    sources
        .snapshot()
        .assets(
            sources.projectKey(),
            byAsset.keySet(),
            (row, number) -> asset(row, Objects.requireNonNull(byAsset.get(row.getString("id")))))
        .forEach(asset -> assets.put(asset.assetId(), asset));
    return assets;
  }

  private ExportRow row(
      TaskRow row, ExportedAsset asset, List<VisitRow> visits, Map<String, Found> answers) {
    Found answer = answer(row.answerId(), answers);
    return new ExportRow(
        asset,
        row.task()
            .with(
                answer.members(),
                masks(answer),
                visits.stream().map(visit -> visit(visit, answers)).toList()));
  }

  private StageVisit visit(VisitRow row, Map<String, Found> answers) {
    Found answer = answer(row.answerId(), answers);
    return row.visit().with(answer.members(), masks(answer));
  }

  private static Found answer(Optional<String> id, Map<String, Found> answers) {
    return id.map(answers::get).orElse(NO_ANSWER);
  }

  private MaskLinks masks(Found answer) {
    MaskKeys keys = answer.masks();
    return keys.isEmpty()
        ? MaskLinks.NONE
        : new MaskLinks(keys.brush().map(this::link), keys.voxels().map(this::link));
  }

  private String link(String key) {
    return sources.storedFileLink().apply(new ObjectKey(key));
  }

  @Override
  public void close() {
    tasks.close();
  }

  private ExportedAsset asset(ResultSet row, TaskRow task) throws SQLException {
    String content = row.getString("content");
    return new ExportedAsset(
        row.getString("kind").equals("STORED") ? link(content) : content,
        row.getString("id"),
        List.of(),
        task.externalId(),
        json(row, "metadata").orElse(new JsonText("{}")),
        json(row, "context_data").filter(context -> !context.text().equals("{}")),
        task.batchIds().stream().map(sources.batchNames()::get).filter(Objects::nonNull).toList(),
        json(row, "attachments").filter(attachments -> !attachments.text().equals("[]")),
        Optional.empty());
  }

  private TaskRow task(ResultSet row) throws SQLException {
    String stage = row.getString("stage_id");
    return new TaskRow(
        row.getString("asset_id"),
        row.getString("external_id"),
        Arrays.asList((String[]) row.getArray("batch_ids").getArray()),
        text(row, "answer_id"),
        new ExportedTask(
            row.getString("id"),
            row.getString("type"),
            sources.stages().of(stage, stage),
            stage,
            row.getTimestamp("updated_at").toInstant(),
            text(row, "updated_by"),
            millis(row, "total_duration"),
            times(row, ""),
            times(row, "total_"),
            AnswerMembers.NONE,
            MaskLinks.NONE,
            new TaskQuality(
                OptionalInt.empty(),
                Optional.empty(),
                row.getBoolean("is_benchmark"),
                OptionalInt.empty(),
                row.getBoolean("is_skipped")),
            List.of()));
  }

  private VisitRow visit(ResultSet row) throws SQLException {
    String stage = row.getString("stage_id");
    Optional<String> completedBy = text(row, "completed_by");
    return new VisitRow(
        row.getString("task_id"),
        text(row, "answer_id"),
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
            AnswerMembers.NONE,
            MaskLinks.NONE));
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
