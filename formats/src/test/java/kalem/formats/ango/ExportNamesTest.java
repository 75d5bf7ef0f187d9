package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExportNamesTest {
  @Test
  void theZipKeepsTheSpacesOfTheProject() {
    assertThat(ExportNames.zip("Road Signs", Zips.AT))
        .isEqualTo("Road Signs-export-2026-05-04T09_07_31.208Z.zip");
  }

  @Test
  void theDataFileHasUnderscoresAndSeconds() {
    assertThat(ExportNames.data("Road Signs: \"A/B\"", Zips.AT, ExportFormat.NDJSON, ""))
        .isEqualTo("Road_Signs___A_B_-task-export-2026-05-04-09_07_31_GMT.ndjson");
  }

  @Test
  void theNameOfARowIsCutButItsTaskIdIsNot() {
    String name = ExportNames.row("x".repeat(300) + "/y", "6a11c0de00000000000000b2");
    assertThat(name).hasSize(180).endsWith("x-6a11c0de00000000000000b2.json");
    assertThat(ExportNames.row("..\\a|b\n", "t")).isEqualTo(".._a_b_-t.json");
  }
}
