package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
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
import kalem.formats.ExportedIssue;
import kalem.formats.LabelFormat.Extra;
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
 * The rows of one export, some hundred at a time, with all that belongs to them. Read by one
 * thread, which is the only one to use the sources meanwhile; the rows are put together by the one
 * that writes them.
 */
final class RowBatches implements Iterator<RowBatches.Batch>, AutoCloseable {
  private static final int FEWEST_ROWS = 50;
  private static final int MOST_ROWS = 1_000;

  /** What the answers of a batch should come to, deflated, and its assets at most. */
  private static final long BYTES = 2 << 20;

  /** Assets up to this size are read as soon as their size is, larger ones for their batch only. */
  private static final long SMALL_ASSET_BYTES = 4 << 10;

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
  private final Set<Extra> extras;
  private final Stream<TaskRow> tasks;
  private final Iterator<TaskRow> nextTask;

  /** Drawn, and left to the next batch if the assets of this one grow too large. */
  private final Deque<Drawn> drawn = new ArrayDeque<>();

  private int rows = FEWEST_ROWS;

  /** A task and what is known of its asset; nothing when there is none. */
  private record Drawn(TaskRow task, Optional<SizedAsset> asset) {
    long assetBytes() {
      return asset.map(SizedAsset::bytes).orElse(0L);
    }
  }

  /**
   * An asset before its batch is put together.
   *
   * @param row empty when it is large and not read yet
   */
  private record SizedAsset(String id, long bytes, Optional<AssetRow> row) {}

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

  /** An asset as it is stored. */
  private record AssetRow(
      String id,
      String kind,
      String content,
      String metadata,
      Optional<String> contextData,
      String attachments) {}

  /** An earlier visit before its answer is known. */
  private record VisitRow(String taskId, Optional<String> answerId, StageVisit visit) {}

  /**
   * @param extras what is read beside tasks, assets and answers
   */
  RowBatches(Sources sources, TaskConditions conditions, Set<Extra> extras) {
    this.sources = sources;
    this.extras = extras;
    this.tasks = sources.snapshot().tasks(conditions, (row, number) -> task(row));
    this.nextTask = tasks.iterator();
  }

  @Override
  public boolean hasNext() {
    return !drawn.isEmpty() || nextTask.hasNext();
  }

  @Override
  public Batch next() {
    draw();
    List<TaskRow> batch = new ArrayList<>(rows);
    List<SizedAsset> assets = new ArrayList<>(rows);
    long bytes = 0;
    do {
      Drawn next = drawn.remove();
      batch.add(next.task());
      next.asset().ifPresent(assets::add);
      bytes += next.assetBytes();
    } while (batch.size() < rows
        && !drawn.isEmpty()
        && bytes + drawn.element().assetBytes() <= BYTES);
    Map<String, List<VisitRow>> visits = visits(batch);
    Map<String, Found> answers = answers(batch, visits);
    rows = rowsNext(batch.size(), answers.values());
    return new Batch(batch, assets(assets), visits, answers, issues(batch));
  }

  /** Draws as many tasks as a batch may have, with small assets and the sizes of large ones. */
  private void draw() {
    List<TaskRow> more = new ArrayList<>();
    while (drawn.size() + more.size() < rows && nextTask.hasNext()) {
      more.add(nextTask.next());
    }
    if (!more.isEmpty()) {
      Map<String, SizedAsset> assets = HashMap.newHashMap(more.size());
      sources
          .snapshot()
          .smallAssets(
              sources.projectKey(),
              more.stream().map(TaskRow::assetId).toList(),
              SMALL_ASSET_BYTES,
              (row, number) -> sizedAsset(row))
          .forEach(asset -> assets.put(asset.id(), asset));
      more.forEach(
          task -> drawn.add(new Drawn(task, Optional.ofNullable(assets.get(task.assetId())))));
    }
  }

  /** What was read for some rows. */
  final class Batch {
    private final List<TaskRow> tasks;
    private final Map<String, AssetRow> assets;
    private final Map<String, List<VisitRow>> visits;
    private final Map<String, Found> answers;
    private final Map<String, List<ExportedIssue>> issues;

    private Batch(
        List<TaskRow> tasks,
        Map<String, AssetRow> assets,
        Map<String, List<VisitRow>> visits,
        Map<String, Found> answers,
        Map<String, List<ExportedIssue>> issues) {
      this.tasks = tasks;
      this.assets = assets;
      this.visits = visits;
      this.answers = answers;
      this.issues = issues;
    }

    int size() {
      return tasks.size();
    }

    /** The rows, put together one by one. */
    Iterator<ExportRow> rows() {
      return tasks.stream()
          .filter(task -> assets.containsKey(task.assetId()))
          .map(this::row)
          .iterator();
    }

    private ExportRow row(TaskRow row) {
      Found answer = answer(row.answerId());
      String id = row.task().taskId();
      List<VisitRow> history = visits.getOrDefault(id, List.of());
      return new ExportRow(
          asset(Objects.requireNonNull(assets.get(row.assetId())), row),
          row.task()
              .with(answer.members(), masks(answer), history.stream().map(this::visit).toList()),
          issues.getOrDefault(id, List.of()));
    }

    private StageVisit visit(VisitRow row) {
      Found answer = answer(row.answerId());
      return row.visit().with(answer.members(), masks(answer));
    }

    private Found answer(Optional<String> id) {
      return id.map(answers::get).orElse(NO_ANSWER);
    }
  }

  /** Few round trips where answers are small, little memory where they are large. */
  private static int rowsNext(int rows, Collection<Found> answers) {
    long bytes = answers.stream().mapToLong(answer -> answer.members().bytesInMemory()).sum();
    return Math.clamp(BYTES * rows / Math.max(1, bytes), FEWEST_ROWS, MOST_ROWS);
  }

  private Map<String, List<VisitRow>> visits(List<TaskRow> batch) {
    Map<String, List<VisitRow>> visits = new HashMap<>();
    if (extras.contains(Extra.HISTORY)) {
      sources
          .snapshot()
          .visits(sources.projectKey(), ids(batch), (row, number) -> visit(row))
          .forEach(
              visit -> visits.computeIfAbsent(visit.taskId(), id -> new ArrayList<>()).add(visit));
    }
    return visits;
  }

  private Map<String, List<ExportedIssue>> issues(List<TaskRow> batch) {
    return extras.contains(Extra.ISSUES)
        ? IssueRows.of(sources, TaskFilter.everything()).ofTasks(ids(batch))
        : Map.of();
  }

  private static List<String> ids(List<TaskRow> batch) {
    return batch.stream().map(row -> row.task().taskId()).toList();
  }

  /** An answer that several visits share is read once. */
  private Map<String, Found> answers(List<TaskRow> batch, Map<String, List<VisitRow>> visits) {
    Set<String> ids = new HashSet<>();
    batch.forEach(row -> row.answerId().ifPresent(ids::add));
    visits.values().forEach(some -> some.forEach(row -> row.answerId().ifPresent(ids::add)));
    return ids.isEmpty() ? Map.of() : sources.answers().find(ids);
  }

  private Map<String, AssetRow> assets(List<SizedAsset> sized) {
    Map<String, AssetRow> assets = HashMap.newHashMap(sized.size());
    Set<String> large = new HashSet<>();
    for (SizedAsset asset : sized) {
      asset.row().ifPresentOrElse(row -> assets.put(row.id(), row), () -> large.add(asset.id()));
    }
    if (!large.isEmpty()) {
      sources
          .snapshot()
          .assets(sources.projectKey(), large, (row, number) -> asset(row))
          .forEach(asset -> assets.put(asset.id(), asset));
    }
    return assets;
  }

  private static SizedAsset sizedAsset(ResultSet row) throws SQLException {
    long bytes = row.getLong("bytes");
    return new SizedAsset(
        row.getString("id"),
        bytes,
        bytes <= SMALL_ASSET_BYTES ? Optional.of(asset(row)) : Optional.empty());
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

  private static AssetRow asset(ResultSet row) throws SQLException {
    return new AssetRow(
        row.getString("id"),
        row.getString("kind"),
        row.getString("content"),
        row.getString("metadata"),
        text(row, "context_data"),
        row.getString("attachments"));
  }

  private ExportedAsset asset(AssetRow row, TaskRow task) {
    return new ExportedAsset(
        row.kind().equals("STORED") ? link(row.content()) : row.content(),
        row.id(),
        List.of(),
        task.externalId(),
        json(row.metadata()),
        row.contextData().filter(context -> !context.equals("{}")).map(RowBatches::json),
        task.batchIds().stream().map(sources.batchNames()::get).filter(Objects::nonNull).toList(),
        Optional.of(row.attachments())
            .filter(attachments -> !attachments.equals("[]"))
            .map(RowBatches::json),
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
                number(row, "consensus_average"),
                text(row, "consensus_detailed").map(RowBatches::json),
                row.getBoolean("is_benchmark"),
                number(row, "benchmark_score"),
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
            text(row, "consensus_id"),
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

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Duration millis(ResultSet row, String column) throws SQLException {
    return Duration.ofMillis(row.getLong(column));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** Stored texts are copied; only one with a line end would break formats of one line per row. */
  private static JsonText json(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? new JsonText(text)
        : JsonText.of(JsonText.parse(text));
  }
}
