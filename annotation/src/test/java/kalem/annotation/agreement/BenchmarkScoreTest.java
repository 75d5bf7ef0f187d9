package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts at a gold answer (workflow section 12). */
class BenchmarkScoreTest {
  private final Agreement agreement =
      agreement(schema(owner("bounding-box", "box"), owner("radio", "q"), ""));

  private final Judgment gold =
      answer()
          .box("g1", 0, 0, 10, 10)
          .box("g2", 100, 0, 10, 10)
          .question("q", "radio", "'A'")
          .judgment();

  @Test
  void theSameIsAHundred() {
    assertThat(agreement.benchmark(gold, gold).score()).isEqualTo(100);
  }

  @Test
  void nothingInCommonIsZero() {
    Judgment attempt = answer().box("a", 300, 0, 9, 9).question("q", "radio", "'B'").judgment();
    assertThat(agreement.benchmark(gold, attempt).score()).isZero();
    assertThat(agreement.benchmark(gold, Judgment.of(answer().build())).score()).isZero();
  }

  /** Boxes: 1 found in full, of 2: 50; the answer 100; mean 75. */
  @Test
  void whatIsMissedCountsAsNothing() {
    Judgment attempt = answer().box("a", 0, 0, 10, 10).question("q", "radio", "'A'").judgment();
    BenchmarkScore score = agreement.benchmark(gold, attempt);
    assertThat(score.score()).isEqualTo(75);
    assertThat(score.classes()).extracting(ClassScore::score).containsExactly(50, 100);
    assertThat(score.missed()).extracting(LabelSupport::objectId).containsExactly("g2");
    assertThat(score.found().getFirst().matches()).containsExactly(new LabelMatch(0, "g1", 1));
  }

  /** Boxes: 1 and 1/3, of 3: 4/9 = 44; answer 100; mean 72.2. */
  @Test
  void whatIsTooMuchCountsAsNothing() {
    Judgment attempt =
        answer()
            .box("a", 0, 0, 10, 10)
            .box("b", 105, 0, 10, 10)
            .box("c", 300, 0, 10, 10)
            .question("q", "radio", "'A'")
            .judgment();
    BenchmarkScore score = agreement.benchmark(gold, attempt);
    assertThat(score.score()).isEqualTo(72);
    assertThat(score.found()).hasSize(4);
    assertThat(score.found().get(2).matches()).isEqualTo(List.of());
  }
}
