package kalem.server.storage;

import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.StorageLocation.Keys;
import kalem.server.storage.Storage.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Storages of organizations. Secret keys are sealed: a dump of the database opens no bucket. */
@Repository
class StorageTable {
  private static final String PURPOSE = "storage";

  private final JdbcClient jdbc;
  private final Secrets secrets;

  StorageTable(JdbcClient jdbc, Secrets secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /** False when the organization has one of this name. */
  boolean add(Storage storage) {
    JdbcClient.StatementSpec insert =
        jdbc.sql(
                """
                insert into storage (id, organization_id, name, provider, endpoint, region,
                  path_style, access_key, secret_sealed, bucket, folder, created_at, created_by)
                values (:id, :organization, :name, :provider, :endpoint, :region, :pathStyle,
                  :accessKey, :secret, :bucket, :folder, :now, :by)
                on conflict (organization_id, name) do nothing
                """)
            .param("id", storage.id())
            .param("organization", storage.organizationId())
            .param("name", storage.name())
            .param("now", Timestamp.from(storage.createdAt()))
            .param("by", storage.createdBy());
    JdbcClient.StatementSpec complete =
        switch (storage.place()) {
          case Place.S3Account s3 ->
              insert
                  .param("provider", "AWS")
                  .param("endpoint", s3.endpoint().map(URI::toString).orElse(null))
                  .param("region", s3.region())
                  .param("pathStyle", s3.pathStyle())
                  .param("accessKey", s3.keys().id())
                  .param("secret", secrets.seal(PURPOSE, s3.keys().secret()))
                  .param("bucket", s3.bucket().orElse(null))
                  .param("folder", null);
          case Place.Folder folder ->
              insert
                  .param("provider", "FOLDER")
                  .param("endpoint", null)
                  .param("region", null)
                  .param("pathStyle", false)
                  .param("accessKey", null)
                  .param("secret", null)
                  .param("bucket", null)
                  .param("folder", folder.path().toString());
        };
    return complete.update() == 1;
  }

  /** By name. */
  List<Storage> list(String organizationId) {
    return jdbc.sql("select * from storage where organization_id = ? order by name, id")
        .param(organizationId)
        .query((row, number) -> storage(row))
        .list();
  }

  Optional<Storage> find(String organizationId, String id) {
    return jdbc.sql("select * from storage where organization_id = ? and id = ?")
        .params(organizationId, id)
        .query((row, number) -> storage(row))
        .optional();
  }

  /** Of whichever organization; for links, which carry their own proof. */
  Optional<Storage> find(String id) {
    return jdbc.sql("select * from storage where id = ?")
        .param(id)
        .query((row, number) -> storage(row))
        .optional();
  }

  void delete(String id) {
    jdbc.sql("delete from storage where id = ?").param(id).update();
  }

  private Storage storage(ResultSet row) throws SQLException {
    return new Storage(
        row.getString("id"),
        row.getString("organization_id"),
        row.getString("name"),
        place(row),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"));
  }

  private Place place(ResultSet row) throws SQLException {
    return row.getString("provider").equals("FOLDER")
        ? new Place.Folder(Path.of(row.getString("folder")))
        : new Place.S3Account(
            Optional.ofNullable(row.getString("endpoint")).map(URI::create),
            row.getString("region"),
            row.getBoolean("path_style"),
            new Keys(
                row.getString("access_key"), secrets.open(PURPOSE, row.getString("secret_sealed"))),
            Optional.ofNullable(row.getString("bucket")));
  }
}
