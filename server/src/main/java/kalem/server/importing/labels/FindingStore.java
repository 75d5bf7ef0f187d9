package kalem.server.importing.labels;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What running imports found, row by row, so that memory does not grow with it. */
@Repository
class FindingStore {
  /** Kept one by one; what is beyond is only counted. */
  static final long MOST = 200_000;

  /** Kept after the import, for looks at it; all others are in its report alone. */
  static final int SHOWN = 1000;

  private static final int BATCH = 1000;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  FindingStore(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /**
   * Adds findings behind the earlier ones.
   *
   * @param before how many there were
   */
  void add(int projectKey, String importId, long before, List<Finding> findings) {
    List<Finding> kept = findings.subList(0, Math.clamp(MOST - before, 0, findings.size()));
    long[] ordinal = {before};
    template.batchUpdate(
        """
        insert into import_finding (project_key, import_id, ordinal, item, external_id, code, path,
          message, is_fault, is_item)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        kept,
        BATCH,
        (row, finding) -> write(row, projectKey, importId, ordinal[0]++, finding));
  }

  private static void write(
      PreparedStatement row, int projectKey, String importId, long ordinal, Finding finding)
      throws SQLException {
    row.setInt(1, projectKey);
    row.setString(2, importId);
    row.setLong(3, ordinal);
    row.setLong(4, finding.item());
    row.setString(5, finding.externalId().orElse(null));
    row.setString(6, finding.code());
    row.setString(7, finding.path());
    row.setString(8, finding.message());
    row.setBoolean(9, finding.isFault());
    row.setBoolean(10, finding.isItem());
  }

  /** The first ones, in the order they were found. */
  List<Finding> first(int projectKey, String importId, int limit) {
    return jdbc.sql(
            """
            select * from import_finding where project_key = ? and import_id = ?
            order by ordinal limit ?
            """)
        .params(projectKey, importId, limit)
        .query((row, number) -> finding(row))
        .list();
  }

  /** Hands out all of them, page by page. */
  void forEach(int projectKey, String importId, Consumer<Finding> use) {
    long last = -1;
    while (true) {
      long after = last;
      long[] reached = {after};
      jdbc.sql(
              """
              select * from import_finding
              where project_key = ? and import_id = ? and ordinal > ? order by ordinal limit ?
              """)
          .params(projectKey, importId, after, BATCH)
          .query(
              row -> {
                reached[0] = row.getLong("ordinal");
                use.accept(finding(row));
              });
      if (reached[0] == after) {
        return;
      }
      last = reached[0];
    }
  }

  /** Keeps only the first {@link #SHOWN}. */
  void shorten(int projectKey, String importId) {
    removeFrom(projectKey, importId, SHOWN);
  }

  void removeAll(int projectKey, String importId) {
    removeFrom(projectKey, importId, 0);
  }

  private void removeFrom(int projectKey, String importId, long ordinal) {
    jdbc.sql(
            """
            delete from import_finding where project_key = ? and import_id = ? and ordinal >= ?
            """)
        .params(projectKey, importId, ordinal)
        .update();
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        row.getLong("item"),
        Optional.ofNullable(row.getString("external_id")),
        row.getString("code"),
        row.getString("path"),
        row.getString("message"),
        row.getBoolean("is_fault"),
        row.getBoolean("is_item"));
  }
}
