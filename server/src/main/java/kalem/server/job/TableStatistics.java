package kalem.server.job;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the planner's statistics up to date where tables have just grown. The database does so by
 * itself, but up to a minute later; until then it plans joins of a hundred thousand new rows as if
 * there were one, and reads a whole project for each of them.
 */
@Component
public class TableStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);

  private final JdbcClient jdbc;

  TableStatistics(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * To be called before long jobs, outside of transactions: reads a sample of those tables of which
   * a fifth has changed unseen; costs one small query when there are none.
   */
  public void refresh() {
    try {
      for (String table : outdated()) {
        // The names come from the catalog. Whoever analyzes the table already is not waited for.
        jdbc.sql("analyze (skip_locked) \"" + table + "\"").update();
      }
    } catch (DataAccessException e) {
      LOG.warn("The statistics of the database were not refreshed: {}", e.getMessage());
    }
  }

  private List<String> outdated() {
    return jdbc.sql(
            """
            select relname from pg_stat_user_tables
            where schemaname = current_schema() and n_mod_since_analyze > 1000
              and n_mod_since_analyze > n_live_tup / 5
            """)
        .query((row, number) -> row.getString("relname"))
        .list();
  }
}
