package kalem.server.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kalem.annotation.agreement.Extent;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.ClassificationAnswer;
import kalem.annotation.answer.Entry;
import kalem.annotation.answer.Relation;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.Media;
import kalem.server.annotation.Answers;
import kalem.server.annotation.SnapshotAnswers;
import kalem.server.kernel.Json;
import kalem.server.project.Project;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads all current labels of a project once, as one moment shows them, in little memory. */
@Component
class CurrentLabels {
  private static final int PORTION = 500;
  private static final int MOST_DIMENSIONS = 100;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final Answers answers;

  CurrentLabels(JdbcClient jdbc, JdbcTemplate template, Answers answers) {
    this.jdbc = jdbc;
    this.template = template;
    this.answers = answers;
  }

  private record Key(String stageId, List<String> batchIds) {}

  private static final class Tally {
    private long tasks;
    private final Map<String, ClassTally> classes = new HashMap<>();
    private final Map<String, Map<Integer, Long>> consensus = new HashMap<>();
  }

  private record Row(String id, Key key, Optional<String> answerId, Optional<ImageSize> image) {}

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  LabelNumbers read(Project project) {
    Map<Key, Tally> tallies = new LinkedHashMap<>();
    try (SnapshotAnswers texts = answers.in(template, project)) {
      String last = "";
      List<Row> rows = rows(project.projectKey(), last);
      while (!rows.isEmpty()) {
        add(tallies, rows, texts);
        last = rows.getLast().id();
        rows = rows(project.projectKey(), last);
      }
    }
    addConsensus(project.projectKey(), tallies);
    List<LabelNumbers.Group> groups = new ArrayList<>();
    tallies.forEach(
        (key, tally) -> {
          Map<String, ClassTally.Numbers> classes = new HashMap<>();
          tally.classes.forEach((id, numbers) -> classes.put(id, numbers.numbers()));
          groups.add(
              new LabelNumbers.Group(
                  key.stageId(), key.batchIds(), tally.tasks, classes, tally.consensus));
        });
    return new LabelNumbers(groups, sizes(project.projectKey()), dimensions(project.projectKey()));
  }

  private List<Row> rows(int projectKey, String after) {
    return jdbc.sql(
            """
            select t.id, t.stage_id, t.batch_ids, t.answer_id, a.metadata
            from task t left join asset a on a.project_key = t.project_key and a.id = t.asset_id
            where t.project_key = ? and t.id > ? and t.type = 'default' and t.deleted_at is null
            order by t.id limit ?
            """)
        .params(projectKey, after, PORTION)
        .query(
            (row, number) ->
                new Row(
                    row.getString("id"),
                    new Key(
                        row.getString("stage_id"),
                        List.of((String[]) row.getArray("batch_ids").getArray())),
                    Optional.ofNullable(row.getString("answer_id")),
                    Optional.ofNullable(row.getString("metadata")).flatMap(CurrentLabels::image)))
        .list();
  }

  private static Optional<ImageSize> image(String metadata) {
    if (metadata.equals("{}")) {
      return Optional.empty();
    }
    Media media = Media.of(Json.parse(metadata));
    return media.width().isPresent() && media.height().isPresent()
        ? Optional.of(new ImageSize(media.width().getAsInt(), media.height().getAsInt()))
        : Optional.empty();
  }

  private static void add(Map<Key, Tally> tallies, List<Row> rows, SnapshotAnswers texts) {
    Map<String, Row> byAnswer = new HashMap<>();
    for (Row row : rows) {
      tallies.computeIfAbsent(row.key(), key -> new Tally()).tasks++;
      row.answerId().ifPresent(id -> byAnswer.put(id, row));
    }
    Map<String, Seen> seen = new HashMap<>();
    texts.each(
        byAnswer.keySet(),
        labeled -> {
          Row row = byAnswer.get(labeled.answerId());
          Tally tally = row == null ? null : tallies.get(row.key());
          if (row != null && tally != null) {
            new Visit(
                    tally,
                    row.image(),
                    labeled.isImported(),
                    seen.computeIfAbsent(labeled.answerId(), id -> new Seen()))
                .add(labeled.entry());
          }
        });
  }

  /** What was met in one answer: its classes, and objects that stand on several frames. */
  private static final class Seen {
    private final Set<String> classes = new HashSet<>();
    private final Set<String> tracks = new HashSet<>();
  }

  private record Visit(Tally tally, Optional<ImageSize> image, boolean isImported, Seen seen) {
    void add(Entry entry) {
      boolean isNew =
          !(entry instanceof ToolObject)
              || entry.marks().page().isEmpty()
              || seen.tracks.add(entry.objectId());
      if (isNew) {
        ClassTally numbers =
            tally.classes.computeIfAbsent(entry.schemaId(), id -> new ClassTally());
        numbers.add(isImported, seen.classes.add(entry.schemaId()));
        switch (entry) {
          case ToolObject tool ->
              image.ifPresent(size -> numbers.placed(Extent.of(tool.geometry()), size));
          case ClassificationAnswer answer -> values(answer).forEach(numbers::answered);
          case Relation _ -> {}
        }
      }
      entry.classifications().forEach(this::add);
    }

    /** Texts that people type are as many as tasks, and are not told apart. */
    private static List<String> values(ClassificationAnswer answer) {
      if (answer.answer() instanceof AnswerValue.YesOrNo(boolean value)) {
        return List.of(String.valueOf(value));
      }
      return ClassKind.ofKey(answer.tool()).filter(ClassKind::isChoice).isPresent()
          ? answer.answer().values()
          : List.of();
    }
  }

  private void addConsensus(int projectKey, Map<Key, Tally> tallies) {
    jdbc.sql(
            """
            select t.stage_id, t.batch_ids, s.schema_id, least(s.score / 10, 9) as tenth, count(*) as tasks
            from task t cross join lateral (
              select '' as schema_id, t.consensus_average as score
              union all
              select d ->> 'schemaId', round((d ->> 'score')::numeric)::int
              from json_array_elements(t.consensus_detailed) details (d)) s
            where t.project_key = ? and t.type = 'default' and t.deleted_at is null
              and t.consensus_average is not null and s.score is not null
            group by 1, 2, 3, 4
            """)
        .param(projectKey)
        .query(
            row -> {
              Key key =
                  new Key(
                      row.getString("stage_id"),
                      List.of((String[]) row.getArray("batch_ids").getArray()));
              tallies
                  .computeIfAbsent(key, each -> new Tally())
                  .consensus
                  .computeIfAbsent(row.getString("schema_id"), id -> new HashMap<>())
                  .merge(row.getInt("tenth"), row.getLong("tasks"), Long::sum);
            });
  }

  private Map<Integer, Long> sizes(int projectKey) {
    Map<Integer, Long> sizes = new HashMap<>();
    jdbc.sql(
            """
            select floor(log(2.0, greatest(size, 1)))::int as doubling, count(*) as assets from asset
            where project_key = ? and deleted_at is null and size is not null group by 1
            """)
        .param(projectKey)
        .query(
            row -> {
              sizes.put(row.getInt("doubling"), row.getLong("assets"));
            });
    return sizes;
  }

  private List<LabelNumbers.Dimension> dimensions(int projectKey) {
    return jdbc.sql(
            """
            select (metadata ->> 'width')::numeric::int as width, (metadata ->> 'height')::numeric::int as height,
              count(*) as assets
            from asset where project_key = ? and deleted_at is null
              and json_typeof(metadata -> 'width') = 'number' and json_typeof(metadata -> 'height') = 'number'
            group by 1, 2 order by 3 desc, 1, 2 limit ?
            """)
        .params(projectKey, MOST_DIMENSIONS)
        .query(
            (row, number) ->
                new LabelNumbers.Dimension(
                    row.getInt("width"), row.getInt("height"), row.getLong("assets")))
        .list();
  }
}
