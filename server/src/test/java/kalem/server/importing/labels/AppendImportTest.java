package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.BOX;
import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A few labels each for many tasks that have as many as can be read whole. */
class AppendImportTest {
  private static final int TASKS = 300;
  private static final int BOXES = 230;
  private static final long MOST_GROWTH = 80 << 20;

  @TempDir Path folder;

  private Path full() throws IOException {
    Path file = folder.resolve("full.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int task = 0; task < TASKS; task++) {
        out.write("{\"externalId\":\"a" + task + "\",\"objects\":[");
        for (int i = 0; i < BOXES; i++) {
          out.write(i == 0 ? "" : ",");
          out.write(
              Json.write(
                  Map.of(
                      "schemaId",
                      "car",
                      "objectId",
                      "box-" + i,
                      BOX,
                      Map.of("x", i, "y", task, "width", 30, "height", 40))));
        }
        out.write("]}\n");
      }
    }
    return file;
  }

  private Path more() throws IOException {
    Path file = folder.resolve("more.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < TASKS; i++) {
        out.write(item(i, "late-" + i) + "\n" + (i % 2 == 0 ? "" : item(i - 1, "again") + "\n"));
      }
    }
    return file;
  }

  private static String item(int asset, String objectId) {
    return Json.write(Map.of("externalId", "a" + asset, "objects", List.of(box(objectId))));
  }

  @Test
  void areAddedInLittleMemory() throws Exception {
    ImportFixture fixture = new ImportFixture("Much to add to");
    fixture.assets(TASKS);
    assertThat(fixture.imported(full(), "full.ndjson", Map.of()).path("state").asString())
        .isEqualTo("ready");
    assertThat(
            fixture
                .jdbc
                .sql(
                    "select bool_and(segment is not null) and min(length) > 50000 from answer"
                        + " where project_key = ?")
                .param(fixture.key)
                .query(Boolean.class)
                .single())
        .isTrue();
    Path more = more();
    long before = Heap.used();
    long highest =
        Heap.highest(
            () -> {
              JsonNode done = fixture.imported(more, "more.ndjson", Map.of("mode", "append"));
              assertThat(done.path("tasksLabeled").asInt())
                  .as(done.toString())
                  .isEqualTo(TASKS + TASKS / 2);
            });
    assertThat(highest - before).isLessThan(MOST_GROWTH);
    for (int task : List.of(0, 1, TASKS / 2, TASKS - 1)) {
      assertThat(fixture.objects("a" + task))
          .hasSize(BOXES + 1 + (task % 2 == 0 ? 1 : 0))
          .contains("late-" + task);
    }
  }
}
