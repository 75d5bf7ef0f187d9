package kalem.server.importing.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CutsTest {
  private static List<List<Integer>> cut(Integer... weights) {
    return Cuts.of(List.of(weights), weight -> weight, 10);
  }

  @Test
  void neighborsStayTogetherUpToTheLimit() {
    assertThat(cut(4, 6, 1, 9, 2)).containsExactly(List.of(4, 6), List.of(1, 9), List.of(2));
  }

  @Test
  void whatWeighsMoreThanTheLimitIsAlone() {
    assertThat(cut(1, 11, 1)).containsExactly(List.of(1), List.of(11), List.of(1));
  }

  @Test
  void whatWeighsNothingIsOneGroup() {
    assertThat(cut(0, 0, 0)).containsExactly(List.of(0, 0, 0));
    assertThat(cut()).isEmpty();
  }
}
