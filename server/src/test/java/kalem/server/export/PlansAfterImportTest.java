package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An export right after a bulk import, when the planner knows nothing of the tables. */
class PlansAfterImportTest {
  private static final int TASKS = 50_000;

  /** What one transaction read of a table. */
  private record Reading(String table, long scans, long scannedRows, long fetchedRows) {}

  @Test
  void everyRowIsReadOnceThoughNothingIsAnalyzed() throws Exception {
    ExportFixture fixture = new ExportFixture("Fresh");
    ManyTasks.fill(fixture, TASKS, 2);
    Map<String, Reading> readings =
        fixture
            .hub
            .bean(ExportReading.class)
            .open(
                fixture.key,
                ExportRequestReader.read(Map.of()),
                rows -> {
                  long count = 0;
                  try (ExportRows all = rows.all()) {
                    for (; all.hasNext(); all.next()) {
                      count++;
                    }
                  }
                  assertThat(count).isEqualTo(TASKS);
                  return readings(fixture);
                });
    assertThat(readings).containsOnlyKeys("task", "asset", "answer", "stage_history");
    readings.values().forEach(PlansAfterImportTest::assertReadOnce);
  }

  private static void assertReadOnce(Reading reading) {
    long rows = reading.table().equals("stage_history") ? 2 * TASKS : TASKS;
    assertThat(reading.scans()).as(reading.table()).isZero();
    assertThat(reading.fetchedRows()).as(reading.table()).isLessThanOrEqualTo(rows + 1_000);
  }

  private static Map<String, Reading> readings(ExportFixture fixture) {
    List<Reading> found =
        fixture
            .jdbc
            .sql(
                """
                select relname, seq_scan, seq_tup_read, coalesce(idx_tup_fetch, 0) as fetched
                from pg_stat_xact_user_tables
                where relname in ('task', 'asset', 'answer', 'stage_history')
                """)
            .query(
                (row, number) ->
                    new Reading(
                        row.getString("relname"),
                        row.getLong("seq_scan"),
                        row.getLong("seq_tup_read"),
                        row.getLong("fetched")))
            .list();
    Map<String, Reading> byTable = new HashMap<>();
    found.forEach(reading -> byTable.put(reading.table(), reading));
    return byTable;
  }
}
