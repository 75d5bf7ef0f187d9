package kalem.server.importing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.formats.ImportItem;
import kalem.server.kernel.Ids;
import kalem.server.storage.SignedLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the tasks that imported labels are for (import-format.md 3.1): by task, asset, content and
 * external id, in this order. A key that names nothing in the project is ignored, so rows exported
 * from another project import by their external id.
 */
@Component
class LabelTargets {
  private static final String TASKS =
      """
      select t.id from task t join asset a on a.project_key = t.project_key and a.id = t.asset_id
      where t.project_key = :project and t.type = 'default' and t.deleted_at is null
        and a.deleted_at is null and
      """;

  private final JdbcClient jdbc;
  private final SignedLinks links;

  LabelTargets(JdbcClient jdbc, SignedLinks links) {
    this.jdbc = jdbc;
    this.links = links;
  }

  /** What the keys of an item name. */
  sealed interface Match {
    record Tasks(List<String> ids) implements Match {}

    /** Two keys name different tasks. */
    record Contradiction() implements Match {}

    record Nothing() implements Match {}
  }

  Match find(int projectKey, ImportItem item) {
    List<Set<String>> named = new ArrayList<>();
    item.taskId()
        .filter(Ids::isId)
        .ifPresent(id -> named.add(query(projectKey, "t.id = :value", id)));
    item.assetId()
        .filter(Ids::isId)
        .ifPresent(id -> named.add(query(projectKey, "a.id = :value", id)));
    item.data().ifPresent(data -> named.add(byContent(projectKey, data)));
    List<Set<String>> found = named.stream().filter(ids -> !ids.isEmpty()).toList();
    if (found.isEmpty()) {
      return item.externalId()
          .map(id -> query(projectKey, "a.external_id = :value", id))
          .filter(ids -> !ids.isEmpty())
          .<Match>map(ids -> new Match.Tasks(List.copyOf(ids)))
          .orElseGet(Match.Nothing::new);
    }
    Set<String> common = new LinkedHashSet<>(found.getFirst());
    found.forEach(common::retainAll);
    return common.isEmpty() ? new Match.Contradiction() : new Match.Tasks(List.copyOf(common));
  }

  /** Signed links differ in their query, so only what is before it counts. */
  private Set<String> byContent(int projectKey, String data) {
    Optional<String> key = links.keyOf(data).map(found -> found.value());
    if (key.isPresent()) {
      return query(
          projectKey,
          "a.kind = 'STORED' and md5(a.content) = md5(:value) and a.content = :value",
          key.get());
    }
    Set<String> exact =
        query(projectKey, "md5(a.content) = md5(:value) and a.content = :value", data);
    int query = data.indexOf('?');
    return exact.isEmpty() && query > 0 && data.startsWith("http")
        ? query(
            projectKey,
            "a.kind = 'LINK' and split_part(a.content, '?', 1) = :value",
            data.substring(0, query))
        : exact;
  }

  private Set<String> query(int projectKey, String condition, String value) {
    return new LinkedHashSet<>(
        jdbc.sql(TASKS + condition + " order by t.id")
            .param("project", projectKey)
            .param("value", value)
            .query((row, number) -> row.getString("id"))
            .list());
  }
}
