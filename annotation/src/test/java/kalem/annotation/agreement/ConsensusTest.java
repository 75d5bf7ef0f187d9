package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.json;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.schema;
import static kalem.annotation.agreement.Fixtures.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;

/** Scores of several judgments (workflow sections 11.1, 11.2 and 11.4). */
class ConsensusTest {
  private static final CategorySchema SCHEMA =
      schema(owner("bounding-box", "box"), owner("radio", "q"), "");

  private static Judgment radio(String option) {
    return answer().question("q", "radio", "'" + option + "'").judgment();
  }

  private static Judgment box(double x) {
    return answer().box("o" + x, x, 0, 10, 10).judgment();
  }

  private static Consensus of(Judgment... judgments) {
    return agreement(SCHEMA).consensus(List.of(judgments));
  }

  /** A: (1 + 1 + 0) / 3 = 66.67; B: 1 / 3 = 33.33. */
  @Test
  void anAnswerThatTwoOfThreeGaveScoresTwoThirds() {
    assertThat(scores(of(radio("A"), radio("A"), radio("B")))).containsExactly(66, 66, 33);
  }

  /** Nothing in common: (1 + 0) / 2, for the boxes and for the answers. */
  @Test
  void twoThatDifferInEverythingScoreHalfEach() {
    assertThat(scores(of(box(0), box(100)))).containsExactly(50, 50);
    Judgment one = answer().box("a", 0, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Judgment other = answer().box("b", 99, 0, 9, 9).question("q", "radio", "'B'").judgment();
    assertThat(scores(of(one, other))).containsExactly(50, 50);
  }

  /** IoU(A, C) = 50 / 150. A and B: (1 + 1 + 1/3) / 3 = 77.78; C: (1 + 1/3 + 1/3) / 3 = 55.56. */
  @Test
  void threeBoxesScoreByWhatTheyShare() {
    Consensus consensus = of(box(0), box(0), box(5));
    assertThat(scores(consensus)).containsExactly(77, 77, 55);
    assertThat(consensus.best()).isZero();
    Adjudication best =
        consensus.adjudicate(AdjudicationMethod.BEST, Judgment.of(answer().build()), () -> "new");
    assertThat(best.chosen()).isEqualTo(OptionalInt.of(0));
    assertThat(best.average()).isEqualTo(77);
    assertThat(best.detailed())
        .singleElement()
        .returns("box", ClassScore::schemaId)
        .returns("box", ClassScore::title)
        .returns("bounding-box", ClassScore::tool)
        .returns(77, ClassScore::score);
  }

  @Test
  void everyLabelSaysWhatItMatched() {
    LabelSupport label = of(box(0), box(0), box(5)).judgments().getLast().labels().getFirst();
    assertThat(label.objectId()).isEqualTo("o5.0");
    assertThat(label.support()).isCloseTo(5.0 / 9, within(1e-9));
    assertThat(label.matches())
        .extracting(LabelMatch::judgment, LabelMatch::objectId)
        .containsExactly(tuple(0, "o0.0"), tuple(1, "o0.0"));
    assertThat(label.matches()).allMatch(match -> Math.abs(match.similarity() - 1.0 / 3) < 1e-9);
  }

  /** Two of three have no box: leaving it out scores 2/3, having it 1/3. */
  @Test
  void leavingOutAClassScoresByHowManyDidTheSame() {
    Judgment empty = Judgment.of(answer().build());
    assertThat(scores(of(empty, box(0), empty))).containsExactly(66, 33, 66);
  }

  /** Box 1 matched in full and box 2 not at all: (1 + 1/2) / 2. */
  @Test
  void aClassScoresTheMeanOfItsObjects() {
    Judgment two = answer().box("a", 0, 0, 10, 10).box("b", 100, 0, 10, 10).judgment();
    assertThat(scores(of(two, box(0)))).containsExactly(75, 100);
  }

  /** Boxes 50, answers 100: 75; the class that nobody used does not count. */
  @Test
  void aJudgmentScoresTheMeanOfItsClasses() {
    CategorySchema wider =
        schema(
            owner("bounding-box", "box") + "," + owner("polygon", "unused"),
            owner("radio", "q"),
            "");
    Judgment one = answer().box("a", 0, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Judgment other = answer().box("b", 99, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Consensus consensus = agreement(wider).consensus(List.of(one, other));
    assertThat(scores(consensus)).containsExactly(75, 75);
    assertThat(consensus.judgments().getFirst().classes()).hasSize(2);
  }

  /**
   * Classes of 2/3 and 1/3 have a mean of 50 percent; those shown, 66 and 33, one of 49.5, and the
   * average is that of what is shown.
   */
  @Test
  void theAverageIsThatOfTheScoresShown() {
    Judgment a = answer().box("a", 0, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Judgment b = answer().box("b", 99, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Judgment c = answer().box("c", 199, 0, 9, 9).question("q", "radio", "'B'").judgment();
    Consensus consensus = of(a, b, c);
    assertThat(scores(consensus)).containsExactly(50, 50, 33);
    assertThat(consensus.adjudicate(AdjudicationMethod.BEST, a, () -> "new").average())
        .isEqualTo(49);
  }

  @Test
  void ignoredClassesDoNotCount() {
    Judgment one = answer().box("a", 0, 0, 9, 9).question("q", "radio", "'A'").judgment();
    Judgment other = answer().box("b", 99, 0, 9, 9).question("q", "radio", "'A'").judgment();
    assertThat(
            scores(
                agreement(SCHEMA, "{'ignoredSchemaIds':['box']}").consensus(List.of(one, other))))
        .containsExactly(100, 100);
  }

  @Test
  void nothingToDisagreeOnIsFullAgreement() {
    Judgment empty = Judgment.of(answer().build());
    assertThat(scores(of(empty, empty))).containsExactly(100, 100);
  }

  /** A and B are equal; A and C share a third of their box. */
  @Test
  void eachTwoAreCompared() {
    List<List<Double>> rows = of(box(0), box(0), box(5)).pairwise();
    assertThat(rows.getFirst().getFirst()).isEqualTo(1);
    assertThat(rows.getFirst().get(1)).isEqualTo(1);
    assertThat(rows.get(2).getFirst()).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(rows.getFirst().get(2)).isEqualTo(rows.get(2).getFirst());
  }

  /** A, A, B: each A has one of two others with it, B none: (1/2 + 1/2 + 0) / 3. */
  @Test
  void theOldMeasureCountsEqualOthers() {
    LegacyAgreement answers = of(radio("A"), radio("A"), radio("B")).legacy();
    assertThat(answers.questions().get("q")).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(answers.objects()).isEqualTo(OptionalDouble.empty());
    // Pairs of boxes: 1, 1/3 and 1/3.
    assertThat(of(box(0), box(0), box(5)).legacy().objects().orElseThrow())
        .isCloseTo(5.0 / 9, within(1e-9));
    LegacyAgreement agreed = of(radio("A"), radio("A"), radio("A")).legacy();
    assertThat(LegacyAgreement.of(List.of(answers, agreed)).answers().orElseThrow())
        .isCloseTo(2.0 / 3, within(1e-9));
  }

  @Test
  void theThresholdOfEachClassOrTheAverageDecides() {
    Judgment entered = Judgment.of(answer().build());
    Adjudication boxes =
        of(box(0), box(0), box(5)).adjudicate(AdjudicationMethod.BEST, entered, () -> "new");
    assertThat(threshold("{}").isReached(boxes)).isTrue();
    assertThat(threshold("{'defaultThreshold':77}").isReached(boxes)).isTrue();
    assertThat(threshold("{'defaultThreshold':78}").isReached(boxes)).isFalse();
    assertThat(threshold("{'threshold':{'box':77}}").isReached(boxes)).isTrue();
    assertThat(threshold("{'threshold':{'box':78},'defaultThreshold':0}").isReached(boxes))
        .isFalse();
    assertThat(threshold("{'threshold':{'q':100}}").isReached(boxes)).isTrue();
  }

  private static AgreementThreshold threshold(String config) {
    return AgreementThreshold.of(JsonText.parse(json(config)));
  }

  /** Two equal ones of three are sure of 2/3, less a percent for rounding. */
  @Test
  void agreementMayBeCertainBeforeAllAreIn() {
    Consensus soFar = of(box(0), box(0));
    AgreementThreshold low = threshold("{'defaultThreshold':65}");
    assertThat(low.isCertain(AdjudicationMethod.BEST, soFar, 3)).isTrue();
    assertThat(low.isCertain(AdjudicationMethod.BEST, soFar, 4)).isFalse();
    assertThat(low.isCertain(AdjudicationMethod.LAST, soFar, 3)).isFalse();
    assertThat(threshold("{'threshold':{'box':1}}").isCertain(AdjudicationMethod.BEST, soFar, 3))
        .isFalse();
  }

  @Test
  void aLabelNamesItsPage() {
    CategorySchema points = schema(owner("point", "p"), "", "");
    Judgment one = answer().tool("a", "p", "point", "[1,1]", ",'page':3").judgment();
    LabelSupport label =
        agreement(points).consensus(List.of(one)).judgments().getFirst().labels().getFirst();
    assertThat(label.page()).isEqualTo(OptionalInt.of(3));
    assertThat(label.matches()).isEmpty();
    assertThat(label.support()).isEqualTo(1);
  }
}
