package kalem.server.importing.labels;

import static kalem.server.importing.labels.ImportFixture.BOX;
import static kalem.server.importing.labels.ImportFixture.box;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import kalem.annotation.answer.LabelSource;
import kalem.server.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Items with nothing but faults, in mode replace (docs/decisions/0014). */
class FaultyItemTest {
  private static final Map<String, Object> FAULTY =
      Map.of("schemaId", "unknown", BOX, Map.of("x", 1, "y", 2, "width", 3, "height", 4));

  private static ImportFixture labeled(String name) {
    ImportFixture fixture = new ImportFixture(name);
    fixture.assets("one.jpg");
    fixture.imported("labels.json", items(List.of(box("before"))), Map.of());
    return fixture;
  }

  private static String items(List<?>... objects) {
    return Json.write(
        Arrays.stream(objects)
            .map(each -> Map.of("externalId", "one.jpg", "objects", each))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leaveTheLabelsOfTheTask(boolean isDryRun) {
    ImportFixture fixture = labeled("Faulty " + isDryRun);
    JsonNode done =
        fixture.imported("labels.json", items(List.of(FAULTY)), Map.of("dryRun", isDryRun));
    assertThat(ImportFixture.codes(done))
        .containsExactly("UNKNOWN_CLASS", "EARLIER_LABELS_STAY", "NOTHING_LABELED");
    assertThat(fixture.objects("one.jpg")).containsExactly("before");
    assertThat(fixture.task("one.jpg").path("isPreLabeled").asBoolean()).isTrue();
  }

  @Test
  void leaveTheLabelsOfTheTaskEvenWhenThereAreSeveral() {
    ImportFixture fixture = labeled("Faulty twice");
    fixture.imported("labels.json", items(List.of(FAULTY), List.of(FAULTY)), Map.of());
    assertThat(fixture.objects("one.jpg")).containsExactly("before");
  }

  @Test
  void giveWayToAnotherItemForTheTask() {
    ImportFixture fixture = labeled("Faulty and good");
    JsonNode done =
        fixture.imported(
            "labels.json",
            items(List.of(FAULTY), List.of(box("after")), List.of(FAULTY)),
            Map.of());
    assertThat(done.path("tasksLabeled").asInt()).isEqualTo(1);
    assertThat(fixture.objects("one.jpg")).containsExactly("after");
  }

  @Test
  void leaveTheLabelsOfTheTaskWhenTheyAreLargerThanMemory() {
    ImportFixture fixture = labeled("Faulty and long");
    int count = (int) (LabelSource.LONGEST_IN_MEMORY / Json.write(FAULTY).length()) + 1;
    JsonNode done =
        fixture.imported(
            "labels.json", items(Collections.nCopies(count, FAULTY)), Map.of("dryRun", false));
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
    assertThat(done.path("codes").toString()).contains("EARLIER_LABELS_STAY");
    assertThat(fixture.objects("one.jpg")).containsExactly("before");
  }

  @Test
  void areNotThoseThatAreEmpty() {
    ImportFixture fixture = labeled("Empty");
    fixture.imported("labels.json", items(List.of()), Map.of());
    assertThat(fixture.objects("one.jpg")).isEmpty();
  }
}
