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

  /**
   * As a subquery, the planner can not see which project it is. Otherwise it takes a project that
   * is newer than its statistics for an empty one, finds every index that leads with the project as
   * good as any other, and may read all tasks once for each of them.
   */
  private static final String PROJECT = "(select cast(:project as int))";

  private static final String COLUMNS =
      """
      t.id, t.stage_id, t.visit, t.version, t.answer_id, t.is_pre_labeled, t.import_id, t.asset_id,
      a.external_id, a.metadata, a.kind, case when a.external_id ~* '[.](txt|text)$' then a.content end as content,
      w.brush_key, w.voxel_key, w.segment is null as is_large,
      t.is_draft or coalesce(not w.imported, false)
        or exists (
          select 1 from stage_history h where h.project_key = t.project_key and h.task_id = t.id
            and h.completed_by is not null)
        or exists (
          select 1 from draft_object d where d.project_key = t.project_key and d.task_id = t.id
            and d.visit > 0) as is_begun
      """;

  private static final String TABLES =
      """
      from task t
      join asset a on a.project_key = t.project_key and a.id = t.asset_id and a.deleted_at is null
      left join answer w on w.project_key = t.project_key and w.id = t.answer_id
      where t.project_key = %s and t.type = 'default' and t.deleted_at is null
      """
          .formatted(PROJECT);

  private final JdbcClient jdbc;
  private final SignedLinks links;

  Targets(JdbcClient jdbc, SignedLinks links) {
    this.jdbc = jdbc;
    this.links = links;
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
        query(project, "t.id", "t.id", wanted(items, item -> item.taskId().filter(Ids::isId)));
    Map<String, List<Target>> byAsset =
        query(project, "a.id", "a.id", wanted(items, item -> item.assetId().filter(Ids::isId)));
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
    jdbc.sql("select " + COLUMNS + TABLES + " and t.id = any(:ids) order by t.id for update of t")
        .param("project", project.projectKey())
        .param("ids", taskIds.toArray(String[]::new))
        .query(
            row -> {
              Target target = target(row, complete);
              locked.put(target.taskId(), target);
            });
    return locked;
  }

  private Map<Long, Match> byName(Project project, List<ImportItem> items, boolean byFileName) {
    Map<String, List<Target>> exact =
        query(project, "a.external_id", "a.external_id", wanted(items, ImportItem::externalId));
    List<ImportItem> missing =
        items.stream().filter(item -> item.externalId().map(exact::get).isEmpty()).toList();
    Map<String, List<Target>> byStem =
        byFileName
            ? query(
                project,
                STEM,
                STEM,
                wanted(missing, item -> item.externalId().map(FileStems::stem)))
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
    Map<String, List<Target>> exact =
        query(
            project,
            "a.content",
            "md5(a.content) = any(select md5(unnest(:values::text[]))) and a.content",
            contents.values());
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
    Map<String, List<Target>> links =
        query(
            project,
            WITHOUT_QUERY,
            "a.kind = 'LINK' and md5("
                + WITHOUT_QUERY
                + ") = any(select md5(unnest(:values::text[]))) and "
                + WITHOUT_QUERY,
            stripped.values());
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
   * @param foundBy expression that tells a row's key
   * @param condition what equals one of the keys
   * @return by key; a key that names nothing is missing
   */
  private Map<String, List<Target>> query(
      Project project, String foundBy, String condition, Collection<String> keys) {
    String[] values = keys.stream().filter(key -> key.indexOf('\0') < 0).toArray(String[]::new);
    if (values.length == 0) {
      return Map.of();
    }
    Map<String, List<Target>> found = new HashMap<>();
    Set<String> complete = completeStages(project);
    jdbc.sql(query(foundBy, condition))
        .param("project", project.projectKey())
        .param("values", values)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("found_by"), key -> new ArrayList<>())
                  .add(target(row, complete));
            });
    return found;
  }

  /** The statement that looks up tasks by one kind of key. */
  static String query(String foundBy, String condition) {
    return "select "
        + foundBy
        + " as found_by, "
        + COLUMNS
        + TABLES
        + " and "
        + condition
        + " = any(:values::text[]) order by t.id";
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
    return Optional.of(new Target.Labeled(id, masks, row.getBoolean("is_large")));
  }
}
