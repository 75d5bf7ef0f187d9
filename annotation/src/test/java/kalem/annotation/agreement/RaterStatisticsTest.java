package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaterStatisticsTest {
  /** An item for each word, a category for each letter; a dot is no answer. */
  private static List<RatedItem> items(String words) {
    return Arrays.stream(words.split(" ")).map(RaterStatisticsTest::item).toList();
  }

  private static RatedItem item(String letters) {
    return new RatedItem(
        letters
            .chars()
            .mapToObj(Character::toString)
            .map(letter -> Optional.of(letter).filter(each -> !each.equals(".")))
            .toList());
  }

  private static List<RatedItem> times(int count, String word) {
    return Collections.nCopies(count, item(word));
  }

  /**
   * 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no. Observed 35/50 = 0.7; by chance 25/50 x 30/50 +
   * 25/50 x 20/50 = 0.5; (0.7 - 0.5) / (1 - 0.5).
   */
  @Test
  void cohensKappa() {
    List<RatedItem> items = new ArrayList<>();
    items.addAll(times(20, "yy"));
    items.addAll(times(5, "yn"));
    items.addAll(times(10, "ny"));
    items.addAll(times(15, "nn"));
    assertThat(RaterStatistics.of(items).cohen().orElseThrow()).isCloseTo(0.4, within(1e-9));
  }

  /**
   * Three people, items aaa and aab. Observed: (1 + 1/3) / 2 = 2/3; shares a 5/6, b 1/6, by chance
   * 25/36 + 1/36 = 13/18; (12/18 - 13/18) / (5/18).
   */
  @Test
  void fleissKappa() {
    assertThat(RaterStatistics.of(items("aaa aab")).fleiss().orElseThrow())
        .isCloseTo(-0.2, within(1e-9));
  }

  /**
   * Items aa, ab, bb and one that only one answered. Six values, three a and three b. Observed
   * disagreement 2/6; by chance 2 x 3 x 3 / (6 x 5) = 18/30; 1 - (1/3) / (3/5) = 4/9.
   */
  @Test
  void krippendorffsAlpha() {
    assertThat(RaterStatistics.of(items("aa ab bb a.")).alpha().orElseThrow())
        .isCloseTo(4.0 / 9, within(1e-9));
  }

  @Test
  void fullAgreementIsOne() {
    RaterStatistics statistics = RaterStatistics.of(items("aa bb cc"));
    assertThat(statistics.cohen().orElseThrow()).isEqualTo(1);
    assertThat(statistics.fleiss().orElseThrow()).isEqualTo(1);
    assertThat(statistics.alpha().orElseThrow()).isEqualTo(1);
  }

  @Test
  void oneCategoryAloneSaysNothing() {
    assertThat(RaterStatistics.of(items("aa aa")))
        .isEqualTo(RaterStatistics.of(List.of()))
        .returns(true, each -> each.alpha().isEmpty());
  }

  @Test
  void moreThanTwoPeopleHaveNoCohen() {
    assertThat(RaterStatistics.of(items("aab abb")).cohen()).isEmpty();
    assertThat(RaterStatistics.of(items("aa abb")).fleiss()).isEmpty();
  }

  /**
   * Not answering is a category of the kappas: observed 1/2, by chance 1/4 + 0; (1/2 - 1/4) /
   * (3/4).
   */
  @Test
  void noAnswerIsACategory() {
    assertThat(RaterStatistics.of(items("aa b.")).cohen().orElseThrow())
        .isCloseTo(1.0 / 3, within(1e-9));
  }

  @Test
  void judgmentsGiveTheItems() {
    Agreement agreement =
        agreement(schema("", owner("checkbox", "q") + "," + owner("radio", "unused"), ""));
    Judgment one =
        answer()
            .question("a", "q", "checkbox", "['A','B']", ",'page':0")
            .question("b", "q", "checkbox", "['A']", ",'page':1")
            .judgment();
    Judgment other = answer().question("a", "q", "checkbox", "['B','A']", ",'page':0").judgment();
    assertThat(agreement.consensus(List.of(one, other)).ratings()).containsOnlyKeys("q");
    assertThat(agreement.consensus(List.of(one, other)).ratings().get("q"))
        .containsExactly(
            new RatedItem(List.of(Optional.of("A\u001fB"), Optional.of("A\u001fB"))),
            new RatedItem(List.of(Optional.of("A"), Optional.empty())));
  }
}
