package kalem.server.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import kalem.server.kernel.Json;
import kalem.server.kernel.Timestamps;

/**
 * A task that an earlier export may hold and that is to be forgotten.
 *
 * @param deletedAt empty when it still exists and only the filter keeps it out now
 */
record GoneTask(
    String taskId,
    String assetId,
    String externalId,
    Optional<Instant> deletedAt,
    Instant changedAt) {

  static GoneTask of(ResultSet row) throws SQLException {
    return new GoneTask(
        row.getString("id"),
        row.getString("asset_id"),
        row.getString("external_id"),
        Optional.ofNullable(row.getTimestamp("deleted_at")).map(Timestamp::toInstant),
        row.getTimestamp("updated_at").toInstant());
  }

  String json() {
    return Json.write(
        Json.object()
            .put("taskId", taskId)
            .put("assetId", assetId)
            .put("externalId", externalId)
            .put("reason", deletedAt.isPresent() ? "deleted" : "filtered")
            .put("at", Timestamps.format(deletedAt.orElse(changedAt))));
  }
}
