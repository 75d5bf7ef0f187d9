package kalem.server.asset;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kalem.server.asset.AssetContent.Inline;
import kalem.server.asset.AssetContent.Link;
import kalem.server.asset.AssetContent.Stored;
import kalem.server.kernel.PageRequest;
import kalem.server.storage.ObjectKey;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Assets of projects. */
@Repository
class AssetStore {
  private static final int BATCH = 1000;

  /** Labels were imported for one of its tasks. */
  private static final String IS_PRE_LABELED =
      """
      exists (select 1 from task t where t.project_key = a.project_key and t.asset_id = a.id
        and t.is_pre_labeled and t.deleted_at is null)
      """;

  private static final String SELECT =
      "select a.*, " + IS_PRE_LABELED + " as is_pre_labeled from asset a where ";

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  AssetStore(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  void add(List<Asset> assets) {
    template.batchUpdate(
        """
        insert into asset (project_key, id, external_id, kind, content, size, metadata,
          context_data, attachments, batch_ids, priority, created_at, created_by, updated_at)
        values (?, ?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?, ?, ?, ?, ?)
        """,
        assets,
        BATCH,
        AssetStore::write);
  }

  private static void write(PreparedStatement row, Asset asset) throws SQLException {
    row.setInt(1, asset.projectKey());
    row.setString(2, asset.id());
    row.setString(3, asset.externalId());
    switch (asset.content()) {
      case Stored(ObjectKey key, long size) -> {
        content(row, "STORED", key.value());
        row.setLong(6, size);
      }
      case Link(String url) -> {
        content(row, "LINK", url);
        row.setNull(6, Types.BIGINT);
      }
      case Inline(String text) -> {
        content(row, "INLINE", text);
        row.setNull(6, Types.BIGINT);
      }
    }
    row.setString(7, asset.metadata());
    row.setString(8, asset.contextData().orElse(null));
    row.setString(9, asset.attachments());
    row.setArray(10, row.getConnection().createArrayOf("text", asset.batchIds().toArray()));
    row.setInt(11, asset.priority());
    row.setTimestamp(12, Timestamp.from(asset.createdAt()));
    row.setString(13, asset.createdBy());
    row.setTimestamp(14, Timestamp.from(asset.updatedAt()));
  }

  private static void content(PreparedStatement row, String kind, String content)
      throws SQLException {
    row.setString(4, kind);
    row.setString(5, content);
  }

  /** {@code orderBy} comes from a closed list. */
  List<Asset> list(int projectKey, AssetFilter filter, String orderBy, PageRequest page) {
    return jdbc.sql(
            SELECT + condition(filter) + " order by " + orderBy + " offset :offset limit :limit")
        .params(parameters(projectKey, filter))
        .param("offset", page.offset())
        .param("limit", page.limit())
        .query((row, number) -> asset(row))
        .list();
  }

  long count(int projectKey, AssetFilter filter) {
    return jdbc.sql("select count(*) from asset a where " + condition(filter))
        .params(parameters(projectKey, filter))
        .query(Long.class)
        .single();
  }

  private static String condition(AssetFilter filter) {
    StringBuilder sql = new StringBuilder("a.project_key = :project and a.deleted_at is null");
    filter.id().ifPresent(id -> sql.append(" and a.id = :id"));
    filter.externalId().ifPresent(id -> sql.append(" and a.external_id = :externalId"));
    filter
        .isPreLabeled()
        .ifPresent(is -> sql.append(" and ").append(IS_PRE_LABELED).append(" = :isPreLabeled"));
    if (!filter.batchIds().isEmpty()) {
      sql.append(" and a.batch_ids @> :batches::text[]");
    }
    filter
        .worker()
        .ifPresent(
            email ->
                sql.append(
                    """
                     and exists (select 1 from task t
                      where t.project_key = :project and t.asset_id = a.id and t.deleted_at is null
                        and (t.assignee = :worker or :worker = any(t.labeled_by)))\
                    """));
    return sql.toString();
  }

  private static Map<String, Object> parameters(int projectKey, AssetFilter filter) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("project", projectKey);
    filter.id().ifPresent(id -> parameters.put("id", id));
    filter.externalId().ifPresent(id -> parameters.put("externalId", id));
    filter.isPreLabeled().ifPresent(is -> parameters.put("isPreLabeled", is));
    parameters.put("batches", array(filter.batchIds()));
    filter.worker().ifPresent(email -> parameters.put("worker", email));
    return parameters;
  }

  List<Asset> find(int projectKey, Collection<String> ids) {
    return find(projectKey, ids, "");
  }

  /** The asset, locked against other changes of it until the transaction ends. */
  Optional<Asset> findForUpdate(int projectKey, String id) {
    return find(projectKey, List.of(id), " for update of a").stream().findFirst();
  }

  private List<Asset> find(int projectKey, Collection<String> ids, String lock) {
    return jdbc.sql(
            SELECT
                + "a.project_key = :project and a.id = any(:ids) and a.deleted_at is null order by"
                + " a.id"
                + lock)
        .param("project", projectKey)
        .param("ids", array(ids))
        .query((row, number) -> asset(row))
        .list();
  }

  /** Of some ids, those of assets that exist. */
  List<String> existing(int projectKey, Collection<String> ids) {
    return jdbc.sql(
            """
            select id from asset where project_key = :project and id = any(:ids)
              and deleted_at is null
            """)
        .param("project", projectKey)
        .param("ids", array(ids))
        .query((row, number) -> row.getString("id"))
        .list();
  }

  void update(Asset asset) {
    jdbc.sql(
            """
            update asset set external_id = :externalId, metadata = :metadata::json,
              context_data = :contextData::json, attachments = :attachments::json,
              batch_ids = :batches, priority = :priority, updated_at = :now
            where project_key = :project and id = :id
            """)
        .param("externalId", asset.externalId())
        .param("metadata", asset.metadata())
        .param("contextData", asset.contextData().orElse(null))
        .param("attachments", asset.attachments())
        .param("batches", array(asset.batchIds()))
        .param("priority", asset.priority())
        .param("now", Timestamp.from(asset.updatedAt()))
        .param("project", asset.projectKey())
        .param("id", asset.id())
        .update();
  }

  /** Marks assets deleted; how many were not before. */
  int markDeleted(int projectKey, Collection<String> ids, Instant now) {
    return jdbc.sql(
            """
            update asset set deleted_at = :now, updated_at = :now
            where project_key = :project and id = any(:ids) and deleted_at is null
            """)
        .param("now", Timestamp.from(now))
        .param("project", projectKey)
        .param("ids", array(ids))
        .update();
  }

  /** Adds batches, in the order given, to assets that lack them. */
  void addBatches(int projectKey, Collection<String> ids, List<String> batchIds, Instant now) {
    jdbc.sql(
            """
            update asset set updated_at = :now, batch_ids = batch_ids || array(
              select b from unnest(:batches::text[]) with ordinality as added(b, place)
              where b <> all(batch_ids) order by place)
            where project_key = :project and id = any(:ids) and deleted_at is null
            """)
        .param("now", Timestamp.from(now))
        .param("batches", array(batchIds))
        .param("project", projectKey)
        .param("ids", array(ids))
        .update();
  }

  /** Takes batches off every asset of the project, also off deleted ones. */
  void removeBatches(int projectKey, List<String> batchIds) {
    jdbc.sql(
            """
            update asset set batch_ids = array(
              select b from unnest(batch_ids) with ordinality as kept(b, place)
              where b <> all(:batches::text[]) order by place)
            where project_key = :project and batch_ids && :batches::text[]
            """)
        .param("batches", array(batchIds))
        .param("project", projectKey)
        .update();
  }

  private static String[] array(Collection<String> values) {
    return values.toArray(String[]::new);
  }

  private static Asset asset(ResultSet row) throws SQLException {
    return new Asset(
        row.getInt("project_key"),
        row.getString("id"),
        row.getString("external_id"),
        content(row),
        row.getString("metadata"),
        Optional.ofNullable(row.getString("context_data")),
        row.getString("attachments"),
        List.of((String[]) row.getArray("batch_ids").getArray()),
        row.getBoolean("is_pre_labeled"),
        row.getInt("priority"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        row.getTimestamp("updated_at").toInstant());
  }

  private static AssetContent content(ResultSet row) throws SQLException {
    String content = row.getString("content");
    return switch (row.getString("kind")) {
      case "STORED" -> new Stored(new ObjectKey(content), row.getLong("size"));
      case "LINK" -> new Link(content);
      default -> new Inline(content);
    };
  }
}
