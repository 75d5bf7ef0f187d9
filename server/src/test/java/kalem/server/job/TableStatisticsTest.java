package kalem.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import kalem.server.app.TestHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The planner learns of tables that have just grown. */
class TableStatisticsTest {
  private static final int FEW = 900;
  private static final int MANY = 2_000;

  private final TestHub hub = TestHub.shared();
  private final JdbcClient jdbc = hub.bean(JdbcClient.class);
  private final TableStatistics statistics = hub.bean(TableStatistics.class);

  @AfterEach
  void remove() {
    jdbc.sql("drop table if exists grown").update();
  }

  private void grow(int rows) {
    new TransactionTemplate(hub.bean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              jdbc.sql("create table if not exists grown (number int)").update();
              jdbc.sql("insert into grown select generate_series(1, :rows)")
                  .param("rows", rows)
                  .update();
              jdbc.sql("select pg_stat_force_next_flush()").query((row, number) -> "").list();
            });
  }

  /** Rows as the planner knows them; -1: not at all. */
  private int known() {
    return jdbc.sql("select cast(reltuples as int) from pg_class where relname = 'grown'")
        .query(Integer.class)
        .single();
  }

  @Test
  void aTableThatHasGrownIsLookedAt() {
    grow(MANY);
    assertThat(known()).isEqualTo(-1);
    statistics.refresh();
    assertThat(known()).isEqualTo(MANY);
  }

  @Test
  void aTableThatHasGrownALittleIsLeftAlone() {
    grow(FEW);
    statistics.refresh();
    assertThat(known()).isEqualTo(-1);
  }
}
