package kalem.server.export;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;

/**
 * What was committed after an earlier export's snapshot, as SQL.
 *
 * <p>A change carries the time at which it was made and may be committed a moment later: one made
 * just before the snapshot may not have been in it. So within the longest time a transaction may
 * take, the time alone decides nothing, and PostgreSQL is asked whether that snapshot saw the
 * transaction that wrote the row. What was written to again within that time for another reason,
 * such as a lease, then counts as changed as well: readers get a row twice, but never miss one.
 */
final class ChangesSince {
  private static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

  private final Snapshot snapshot;

  ChangesSince(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Map<String, Object> parameters() {
    return Map.of(
        "sinceAt", Timestamp.from(snapshot.at()),
        "sinceEarliest", Timestamp.from(snapshot.at().minus(LONGEST_TRANSACTION)),
        "sinceVisible", snapshot.visible());
  }

  /**
   * @param alias of a table
   * @param column the time of the change in it
   */
  String sql(String alias, String column) {
    String time = alias + "." + column;
    return "("
        + time
        + " > :sinceAt or ("
        + time
        + " > :sinceEarliest and not pg_visible_in_snapshot("
        + writtenBy(alias)
        + ", :sinceVisible::pg_snapshot)))";
  }

  /** Rows keep the lower half of their transaction's number; what runs now tells the upper one. */
  private static String writtenBy(String alias) {
    return "(select (next - mod(next - "
        + alias
        + ".xmin::text::bigint, 4294967296))::text::xid8"
        + " from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) as now)";
  }

  /** A task that changed, or whose asset did. */
  String changedTask() {
    return "("
        + sql("t", "updated_at")
        + " or exists (select 1 from asset c where c.project_key = t.project_key"
        + " and c.id = t.asset_id and "
        + sql("c", "updated_at")
        + "))";
  }
}
