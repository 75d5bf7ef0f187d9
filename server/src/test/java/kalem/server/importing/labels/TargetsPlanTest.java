package kalem.server.importing.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A project that is newer than the statistics of the database is one that it takes for empty. */
class TargetsPlanTest {
  private static final int TASKS = 1_000;

  private static ImportFixture newerThanStatistics() {
    ImportFixture known = new ImportFixture("In the statistics");
    known.assets(TASKS);
    known.jdbc.sql("analyze").update();
    ImportFixture fresh = new ImportFixture("Newer than the statistics");
    fresh.assets(TASKS);
    return fresh;
  }

  /** Rows that the steps of a plan touched, those passed over among them. */
  private static long touched(JsonNode step) {
    double each =
        Stream.of(
                "Actual Rows",
                "Rows Removed by Filter",
                "Rows Removed by Index Recheck",
                "Rows Removed by Join Filter")
            .mapToDouble(count -> step.path(count).asDouble(0))
            .sum();
    return Math.round(each * step.path("Actual Loops").asDouble(0))
        + step.path("Plans").valueStream().mapToLong(TargetsPlanTest::touched).sum();
  }

  private static void assertLean(ImportFixture fixture, String sql, String... values) {
    String plan =
        fixture
            .jdbc
            .sql("explain (analyze, timing off, format json) " + sql)
            .param("project", fixture.key)
            .param("values", values)
            .query((row, number) -> row.getString(1))
            .single();
    JsonNode root = Json.parse(plan).path(0).path("Plan");
    assertThat(root.path("Actual Rows").asLong()).as(plan).isEqualTo(values.length);
    assertThat(touched(root)).as(plan).isLessThan(20L * values.length);
  }

  @Test
  void lookingUpTouchesOnlyTheTasksThatAreNamed() {
    ImportFixture fresh = newerThanStatistics();
    String[] some = IntStream.range(0, 100).mapToObj(n -> "a" + n).toArray(String[]::new);
    assertLean(fresh, Targets.query(Targets.Key.EXTERNAL_ID), "a7");
    assertLean(fresh, Targets.query(Targets.Key.EXTERNAL_ID), some);
    assertLean(fresh, Targets.query(Targets.Key.STEM), some);
    for (Targets.Key key : List.of(Targets.Key.ASSET, Targets.Key.TASK)) {
      String[] ids =
          fresh
              .jdbc
              .sql(
                  "select "
                      + (key == Targets.Key.ASSET ? "a.id" : "t.id")
                      + " from asset a join task t on t.project_key = a.project_key"
                      + " and t.asset_id = a.id where a.project_key = :project limit 100")
              .param("project", fresh.key)
              .query((row, number) -> row.getString(1))
              .list()
              .toArray(String[]::new);
      assertLean(fresh, Targets.query(key), ids);
    }
  }
}
