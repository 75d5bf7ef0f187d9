package kalem.formats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kalem.formats.cli.Parts.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  @Test
  void everyAssetIsInExactlyOnePartAndStaysThere() {
    Parts parts = Parts.of("train=0.8, validation=0.1,test=0.1");
    int[] counts = new int[3];
    for (int i = 0; i < 10_000; i++) {
      String id = "cam/" + i + ".jpg";
      long in = parts.parts().stream().filter(part -> part.test(id)).count();
      assertThat(in).isEqualTo(1);
      for (int part = 0; part < 3; part++) {
        counts[part] += parts.parts().get(part).test(id) ? 1 : 0;
      }
    }
    assertThat(counts[0]).isBetween(7_800, 8_200);
    assertThat(counts[1]).isBetween(900, 1_100);
    assertThat(counts[2]).isBetween(900, 1_100);
    assertThat(parts.parts()).extracting(Part::name).containsExactly("train", "validation", "test");
    assertThat(parts.parts().getFirst().test("cam/7.jpg")).isTrue();
  }

  @Test
  void theWholeIsOnePart() {
    assertThat(Parts.WHOLE.parts().getFirst().test("anything")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "train=x",
        "train=0.5",
        "a=0.5,a=0.5",
        "a/b=1",
        "a=-1,b=2",
        "=1",
        "a=NaN"
      })
  void whatIsNoSplitIsRefused(String text) {
    assertThatThrownBy(() -> Parts.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--split");
  }
}
