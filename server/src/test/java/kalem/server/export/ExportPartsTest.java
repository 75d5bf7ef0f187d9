package kalem.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Exports dealt out into training, validation and test data. */
class ExportPartsTest {
  private static Map<String, List<JsonNode>> parts(ExportFixture fixture, String split) {
    Map<String, List<JsonNode>> parts = new HashMap<>();
    fixture
        .export("&split=" + split.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22"))
        .forEach(
            (name, text) ->
                parts.put(
                    name.replaceFirst(".*_GMT-", "").replace(".json", ""),
                    Json.parse(text).valueStream().toList()));
    return parts;
  }

  private static List<String> names(List<JsonNode> rows) {
    return rows.stream().map(row -> row.path("externalId").asString()).toList();
  }

  @Test
  void holdEveryRowOnceAndStayTheSameWhenOthersAreAdded() {
    ExportFixture fixture = new ExportFixture("Parts");
    for (int i = 0; i < 200; i++) {
      fixture.task("file-" + i, "Complete", i, List.of());
    }
    String split = "{\"train\":0.7,\"validation\":0.2,\"test\":0.1}";
    Map<String, List<JsonNode>> before = parts(fixture, split);
    assertThat(before.keySet()).containsExactlyInAnyOrder("train", "validation", "test");
    List<String> all = new ArrayList<>();
    before.values().forEach(rows -> all.addAll(names(rows)));
    assertThat(all).hasSize(200).doesNotHaveDuplicates();
    assertThat(before.get("train")).hasSizeBetween(115, 165);
    assertThat(before.get("validation")).hasSizeBetween(20, 60);
    assertThat(before.get("test")).hasSizeBetween(8, 35);

    for (int i = 200; i < 300; i++) {
      fixture.task("file-" + i, "Complete", i, List.of());
    }
    // A copy of a file goes where the file is.
    fixture.task("file-7", "Complete", 400, List.of());
    Map<String, List<JsonNode>> after = parts(fixture, split);
    before.forEach(
        (part, rows) ->
            assertThat(names(after.getOrDefault(part, List.of()))).containsAll(names(rows)));
    assertThat(after.values().stream().filter(rows -> names(rows).contains("file-7")).toList())
        .singleElement()
        .satisfies(rows -> assertThat(names(rows)).filteredOn("file-7"::equals).hasSize(2));
  }

  @Test
  void keepBatchesTogether() {
    ExportFixture fixture = new ExportFixture("Batches");
    List<String> batches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      batches.add(fixture.batch("b" + i));
    }
    for (int i = 0; i < 120; i++) {
      fixture.task("f" + i, "Complete", i, List.of(batches.get(i % 12)));
    }
    Map<String, List<JsonNode>> parts =
        parts(fixture, "{\"train\":0.5,\"validation\":0.25,\"test\":0.25,\"by\":\"batch\"}");
    Set<String> seen = new HashSet<>();
    int rows = 0;
    for (List<JsonNode> part : parts.values()) {
      Set<String> here = new HashSet<>();
      part.forEach(row -> here.add(row.path("batches").path(0).asString()));
      assertThat(Collections.disjoint(here, seen)).isTrue();
      seen.addAll(here);
      rows += part.size();
    }
    assertThat(rows).isEqualTo(120);
    assertThat(seen).hasSize(12);
  }

  @Test
  void areLeftOutWithoutAShare() {
    ExportFixture fixture = new ExportFixture("Two parts");
    fixture.task("a", "Complete", 0, List.of());
    assertThat(parts(fixture, "{\"train\":0.5,\"test\":0.5}").keySet())
        .containsExactlyInAnyOrder("train", "test");
  }

  @Test
  void areFoldersWhereEachRowIsAFile() {
    ExportFixture fixture = new ExportFixture("Split twice");
    String task = fixture.task("a", "Complete", 0, List.of());
    assertThat(fixture.export("&format=split&split=%7B%22train%22:1%7D").keySet())
        .containsExactly("train/a-" + task + ".json");
  }
}
