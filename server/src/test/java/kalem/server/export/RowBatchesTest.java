package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBatchesTest {
  private static List<Integer> sizes(ExportFixture fixture) throws Exception {
    ExportRequest request = ExportRequestReader.read(Map.of());
    return fixture
        .hub
        .bean(ExportReading.class)
        .open(
            fixture.key,
            request,
            rows -> {
              List<Integer> sizes = new ArrayList<>();
              try (RowBatches batches =
                  new RowBatches(rows.sources(), rows.conditions(), request.extras())) {
                batches.forEachRemaining(batch -> sizes.add(batch.size()));
              }
              return sizes;
            });
  }

  private static ExportFixture filled(String name, int tasks) {
    ExportFixture fixture = new ExportFixture(name);
    for (int i = 0; i < tasks; i++) {
      fixture.task("t" + i, "Label", i, List.of());
    }
    return fixture;
  }

  @Test
  void growWhereRowsAreSmall() throws Exception {
    assertThat(sizes(filled("Small rows", 120))).containsExactly(50, 70);
  }

  @Test
  void holdFewRowsWhereAssetsAreLarge() throws Exception {
    ExportFixture fixture = filled("Large rows", 60);
    fixture
        .jdbc
        .sql(
            "update asset set content = repeat('x', 700000), context_data = json_build_object('c',"
                + " repeat('y', 700000)) where project_key = ? and split_part(external_id, 't', 2)"
                + "::int >= 50")
        .param(fixture.key)
        .update();
    assertThat(sizes(fixture)).containsExactly(50, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(fixture.names("")).hasSize(60).startsWith("t0", "t1").endsWith("t58", "t59");
  }
}
