package kalem.server.importing.labels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kalem.formats.ImportItem;
import kalem.server.annotation.MaskKeys;
import kalem.server.kernel.Ids;
import kalem.server.project.Project;
import kalem.server.project.Stage;
import kalem.server.project.StageType;
import kalem.server.storage.SignedLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the tasks that imported labels are for (import-format.md 3.1): by task, asset, content and
 * external id, in this order. A key that names nothing in the project is ignored, so rows exported
 * from another project import by their external id. All items of a portion are looked up together,
 * with one query per kind of key.
 */
@Component
class Targets {
  private static final String WITHOUT_QUERY = "split_part(a.content, '?', 1)";

  /** The external id of a row, as {@link FileStems#stem} has it. */
  static final String STEM =
      "lower(regexp_replace(regexp_replace(a.external_id, '^.*[/\\\\]', ''), '\\.[^.]*$', ''))";

  private static final String COLUMNS =
      """
      t.id, t.stage_id, t.visit, t.version, t.answer_id, t.is_pre_labeled, t.import_id, t.asset_id,
      a.external_id, a.metadata, a.kind, case when a.external_id ~* '[.](txt|text)$' then a.content end as content,
      w.brush_key, w.voxel_key, w.segment is null as is_large, w.length,
      t.is_draft or coalesce(not w.imported, false)
        or (
          select true from stage_history h where h.project_key = t.project_key and h.task_id = t.id
            and h.completed_by is not null limit 1) is not null
        or (
          select true from draft_object d where d.project_key = t.project_key and d.task_id = t.id
            and d.visit > 0 limit 1) is not null as is_begun
      """;

  /**
   * As a subquery, the planner can not see which project it is. Otherwise it takes a project that
   * is newer than its statistics for an empty one, and finds every index that leads with the
   * project as good as any other.
   */
  private static final String PROJECT = "(select cast(:project as int))";

  /** Keeps the planner from joining in another way. */
  private static final String ONE_BY_ONE = " offset 0";

  private static final String ASSET =
      "select * from asset a where a.project_key = %s and a.deleted_at is null and "
          .formatted(PROJECT);

  private static final String TASK =
      "select * from task t where t.project_key = %s and t.type = 'default' and t.deleted_at is null and "
          .formatted(PROJECT);

  /** What a task has beside its own row and its asset's. */
  private static final String ANSWER =
      "left join lateral (select * from answer w where w.project_key = %s and w.id = t.answer_id offset 0) w on true "
          .formatted(PROJECT);

  private static final String LOCK =
      "select "
          + COLUMNS
          + "from unnest(:ids::text[]) as v(value) "
          + lateral("t", TASK + "t.id = v.value" + ONE_BY_ONE + " for update")
          + lateral("a", ASSET + "a.id = t.asset_id" + ONE_BY_ONE)
          + ANSWER;

  private final JdbcClient jdbc;
  private final SignedLinks links;

  Targets(JdbcClient jdbc, SignedLinks links) {
    this.jdbc = jdbc;
    this.links = links;
  }

  /** What labels may name their task by. */
  enum Key {
    TASK(Place.OF_TASK, "t.id = v.value"),
    ASSET(Place.OF_ASSET, "a.id = v.value"),
    EXTERNAL_ID(Place.OF_ASSET, "a.external_id = v.value"),
    STEM(Place.OF_ASSET, Targets.STEM + " = v.value"),
    CONTENT(Place.OF_ASSET, "md5(a.content) = md5(v.value) and a.content = v.value"),

    /** A link without its query. */
    LINK(
        Place.OF_ASSET,
        "a.kind = 'LINK' and md5(%1$s) = md5(v.value) and %1$s = v.value".formatted(WITHOUT_QUERY));

    private final Place place;
    private final String condition;

    Key(Place place, String condition) {
      this.place = place;
      this.condition = condition;
    }

    private enum Place {
      OF_TASK,
      OF_ASSET
    }
  }

  /** What the keys of an item name. */
  sealed interface Match {
    /**
     * @param rule how the name was understood, when not word for word
     */
    record Tasks(List<Target> targets, NameRule rule) implements Match {}

    /** Two keys name different tasks. */
    record Contradiction() implements Match {}

    /** Several assets could be meant by the name of a file. */
    record Ambiguous(List<String> externalIds) implements Match {}

    record Nothing() implements Match {}
  }

  /** How the name of a file was matched with an external id. */
  enum NameRule {
    EXACT,
    WITHOUT_FOLDERS,
    WITHOUT_EXTENSION
  }

  /**
   * Looks up all items of a portion.
   *
   * @param byFileName whether external ids are the names of files, which may lack folders or carry
   *     another extension
   * @return by the position of the item
   */
  Map<Long, Match> find(Project project, Collection<ImportItem> items, boolean byFileName) {
    Map<String, List<Target>> byTask =
        query(project, Key.TASK, wanted(items, item -> item.taskId().filter(Ids::isId)));
    Map<String, List<Target>> byAsset =
        query(project, Key.ASSET, wanted(items, item -> item.assetId().filter(Ids::isId)));
    Map<String, List<Target>> byContent = byContent(project, items);
    Map<Long, Match> found = new HashMap<>();
    List<ImportItem> byName = new ArrayList<>();
    for (ImportItem item : items) {
      List<List<Target>> named = new ArrayList<>();
      item.taskId().map(byTask::get).ifPresent(named::add);
      item.assetId().map(byAsset::get).ifPresent(named::add);
      item.data().map(byContent::get).ifPresent(named::add);
      if (named.isEmpty()) {
        byName.add(item);
      } else {
        found.put(item.index(), common(named));
      }
    }
    found.putAll(byName(project, byName, byFileName));
    return found;
  }

  private static Match common(List<List<Target>> named) {
    Set<String> common =
        named.getFirst().stream()
            .map(Target::taskId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (List<Target> others : named) {
      common.retainAll(others.stream().map(Target::taskId).collect(Collectors.toSet()));
    }
    return common.isEmpty()
        ? new Match.Contradiction()
        : new Match.Tasks(
            named.getFirst().stream().filter(target -> common.contains(target.taskId())).toList(),
            NameRule.EXACT);
  }

  /**
   * Tasks as they are now, locked against other changes until the transaction ends.
   *
   * @return by task id; deleted ones are missing
   */
  Map<String, Target> lock(Project project, Collection<String> taskIds) {
    Map<String, Target> locked = new HashMap<>();
    Set<String> complete = completeStages(project);
    jdbc.sql(LOCK)
        .param("project", project.projectKey())
        // In one order, so that two imports never wait for each other.
        .param("ids", taskIds.stream().sorted().toArray(String[]::new))
        .query(
            row -> {
              Target target = target(row, complete);
              locked.put(target.taskId(), target);
            });
    return locked;
  }

  private Map<Long, Match> byName(Project project, List<ImportItem> items, boolean byFileName) {
    Map<String, List<Target>> exact =
        query(project, Key.EXTERNAL_ID, wanted(items, ImportItem::externalId));
    List<ImportItem> missing =
        items.stream().filter(item -> item.externalId().map(exact::get).isEmpty()).toList();
    Map<String, List<Target>> byStem =
        byFileName
            ? query(
                project, Key.STEM, wanted(missing, item -> item.externalId().map(FileStems::stem)))
            : Map.of();
    Map<Long, Match> found = new HashMap<>();
    for (ImportItem item : items) {
      List<Target> targets = item.externalId().map(exact::get).orElse(null);
      found.put(
          item.index(),
          targets == null
              ? item.externalId()
                  .map(
                      name ->
                          FileStems.match(
                              name, byStem.getOrDefault(FileStems.stem(name), List.of())))
                  .orElseGet(Match.Nothing::new)
              : new Match.Tasks(targets, NameRule.EXACT));
    }
    return found;
  }

  /**
   * Content is compared as it stands, else without the query, as signed links differ in it.
   *
   * @return by the item's data
   */
  private Map<String, List<Target>> byContent(Project project, Collection<ImportItem> items) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (ImportItem item : items) {
      item.data()
          .ifPresent(
              data -> contents.put(data, links.keyOf(data).map(key -> key.value()).orElse(data)));
    }
    Map<String, List<Target>> exact = query(project, Key.CONTENT, contents.values());
    Map<String, List<Target>> found = new HashMap<>();
    Map<String, String> stripped = new LinkedHashMap<>();
    contents.forEach(
        (data, content) -> {
          List<Target> targets = exact.get(content);
          if (targets != null) {
            found.put(data, targets);
          } else if (data.startsWith("http")) {
            stripped.put(data, data.split("\\?", 2)[0]);
          }
        });
    Map<String, List<Target>> links = query(project, Key.LINK, stripped.values());
    stripped.forEach(
        (data, content) ->
            Optional.ofNullable(links.get(content)).ifPresent(targets -> found.put(data, targets)));
    return found;
  }

  /** The different keys of some items; those with a character no database takes name nothing. */
  private static List<String> wanted(
      Collection<ImportItem> items, Function<ImportItem, Optional<String>> key) {
    return items.stream().map(key).flatMap(Optional::stream).distinct().toList();
  }

  /**
   * @return by key; a key that names nothing is missing
   */
  private Map<String, List<Target>> query(Project project, Key key, Collection<String> keys) {
    String[] values =
        keys.stream().filter(each -> each.indexOf('\0') < 0).distinct().toArray(String[]::new);
    if (values.length == 0) {
      return Map.of();
    }
    Map<String, List<Target>> found = new HashMap<>();
    Set<String> complete = completeStages(project);
    jdbc.sql(query(key))
        .param("project", project.projectKey())
        .param("values", values)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("found_by"), each -> new ArrayList<>())
                  .add(target(row, complete));
            });
    return found;
  }

  /** The statement that looks up tasks by one kind of key. */
  static String query(Key key) {
    return "select v.value as found_by, "
        + COLUMNS
        + "from unnest(:values::text[]) as v(value) "
        + switch (key.place) {
          case OF_TASK ->
              lateral("t", TASK + key.condition + ONE_BY_ONE)
                  + lateral("a", ASSET + "a.id = t.asset_id" + ONE_BY_ONE);
          case OF_ASSET ->
              lateral("a", ASSET + key.condition + ONE_BY_ONE)
                  + lateral("t", TASK + "t.asset_id = a.id" + ONE_BY_ONE);
        }
        + ANSWER
        + "order by t.id";
  }

  /** One look into an index for each row before it, never a project read once for each key. */
  private static String lateral(String alias, String select) {
    return "cross join lateral (" + select + ") " + alias + " ";
  }

  private static Set<String> completeStages(Project project) {
    return project.graph().stages().stream()
        .filter(stage -> stage.type() == StageType.COMPLETE)
        .map(Stage::id)
        .collect(Collectors.toSet());
  }

  private static Target target(ResultSet row, Set<String> complete) throws SQLException {
    String stageId = row.getString("stage_id");
    String externalId = row.getString("external_id");
    return new Target(
        row.getString("id"),
        stageId,
        row.getInt("visit"),
        row.getInt("version"),
        answer(row),
        Optional.ofNullable(row.getString("import_id")),
        row.getBoolean("is_pre_labeled"),
        row.getBoolean("is_begun") || complete.contains(stageId),
        AssetReading.asset(
            row.getString("asset_id"),
            externalId,
            row.getString("metadata"),
            AssetReading.text(row.getString("kind"), externalId, row.getString("content"))));
  }

  private static Optional<Target.Labeled> answer(ResultSet row) throws SQLException {
    String id = row.getString("answer_id");
    if (id == null) {
      return Optional.empty();
    }
    MaskKeys masks =
        new MaskKeys(
            Optional.ofNullable(row.getString("brush_key")),
            Optional.ofNullable(row.getString("voxel_key")));
    return Optional.of(
        new Target.Labeled(id, masks, row.getBoolean("is_large"), row.getLong("length")));
  }
}
