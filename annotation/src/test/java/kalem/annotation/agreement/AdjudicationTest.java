package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import kalem.annotation.answer.AnswerValue;
import kalem.annotation.answer.Link;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import org.junit.jupiter.api.Test;

/** How several judgments become one answer (workflow section 4.10). */
class AdjudicationTest {
  private static final CategorySchema SCHEMA =
      schema(
          owner("bounding-box", "box") + "," + owner("brush", "paint"),
          owner("radio", "q")
              + ","
              + owner(
                  "checkbox",
                  "set",
                  ",'options':[{'schemaId':'1','value':'A'},{'schemaId':'2','value':'B'},"
                      + "{'schemaId':'3','value':'C'}]")
              + ","
              + owner("radio", "many", ",'multiple':true")
              + ","
              + owner("instance", "which"),
          owner("one-to-one", "link"));

  private final AtomicInteger ids = new AtomicInteger();

  private Adjudication adjudicate(AdjudicationMethod method, Judgment... judgments) {
    Judgment entered = answer().box("entered", 400, 400, 5, 5).judgment();
    return agreement(SCHEMA)
        .consensus(List.of(judgments))
        .adjudicate(method, entered, () -> "new-" + ids.incrementAndGet());
  }

  private static List<String> objectIds(Adjudication adjudication) {
    return adjudication.outcome().answer().tools().stream().map(ToolObject::objectId).toList();
  }

  private static List<AnswerValue> answers(Adjudication adjudication) {
    return adjudication.outcome().answer().classifications().stream()
        .map(each -> each.answer())
        .toList();
  }

  private static Judgment box(String objectId, double x) {
    return answer().box(objectId, x, 0, 10, 10).judgment();
  }

  private static Judgment radio(String option) {
    return answer().question("q", "radio", "'" + option + "'").judgment();
  }

  @Test
  void theBestIsTakenWholeAndTheEarliestOfEqualOnes() {
    Adjudication best = adjudicate(AdjudicationMethod.BEST, box("c", 5), box("a", 0), box("b", 0));
    assertThat(objectIds(best)).containsExactly("a");
    assertThat(best.chosen()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void theLastIsTakenWhole() {
    Adjudication last = adjudicate(AdjudicationMethod.LAST, box("a", 0), box("b", 0), box("c", 5));
    assertThat(objectIds(last)).containsExactly("c");
    assertThat(last.average()).isEqualTo(55);
  }

  @Test
  void noneLeavesTheTaskAsItEntered() {
    Adjudication none = adjudicate(AdjudicationMethod.NONE, box("a", 0), box("b", 0));
    assertThat(objectIds(none)).containsExactly("entered");
    assertThat(none.average()).isEqualTo(100);
    assertThat(none.chosen()).isEmpty();
  }

  /**
   * Of the box at 0 two of three judgments are sure: 2/3; the one at 100 has 1/3 and falls. The
   * answer A has 2/3, so it stays.
   */
  @Test
  void theMajorityKeepsWhatMoreThanHalfSupport() {
    Judgment one = answer().box("a", 0, 0, 10, 10).question("q", "radio", "'B'").judgment();
    Judgment two =
        answer()
            .box("b", 0, 0, 10, 10)
            .box("b2", 100, 0, 10, 10)
            .question("q", "radio", "'A'")
            .judgment();
    Adjudication majority = adjudicate(AdjudicationMethod.MAJORITY, one, two, radio("A"));
    assertThat(objectIds(majority)).containsExactly("a");
    assertThat(answers(majority)).containsExactly(new AnswerValue.Single("A"));
    assertThat(majority.detailed()).extracting(ClassScore::score).containsExactly(66, 66);
  }

  /** C overlaps both others by a third and is the same thing: one box, the best supported. */
  @Test
  void theMajorityTakesEachThingOnce() {
    assertThat(
            objectIds(
                adjudicate(AdjudicationMethod.MAJORITY, box("c", 5), box("a", 0), box("b", 0))))
        .containsExactly("a");
  }

  /** An exact tie of two is no majority. */
  @Test
  void halfIsNoMajority() {
    assertThat(answers(adjudicate(AdjudicationMethod.MAJORITY, radio("A"), radio("B")))).isEmpty();
  }

  /** Overlap 1/3 is below one half: both boxes stay; 8 of 12 is one thing. */
  @Test
  void mergingKeepsEverythingOnce() {
    assertThat(objectIds(adjudicate(AdjudicationMethod.MERGE, box("a", 0), box("b", 5))))
        .containsExactly("a", "b");
    assertThat(objectIds(adjudicate(AdjudicationMethod.MERGE, box("a", 0), box("b", 2))))
        .containsExactly("a");
  }

  @Test
  void mergingUnitesChosenOptionsInTheOrderOfTheSchema() {
    Judgment one = answer().question("set", "checkbox", "['C']").judgment();
    Judgment two = answer().question("set", "checkbox", "['A','C']").judgment();
    assertThat(answers(adjudicate(AdjudicationMethod.MERGE, one, two)))
        .containsExactly(new AnswerValue.Several(List.of("A", "C")));
  }

  /** Rust twice and Dent, with Dent and Scratch: Rust twice, Dent, Scratch. */
  @Test
  void mergingUnitesSeveralAnswers() {
    Judgment one = many("Rust", "Rust", "Dent");
    Judgment two = many("Dent", "Scratch");
    Adjudication merged = adjudicate(AdjudicationMethod.MERGE, one, two);
    assertThat(answers(merged))
        .containsExactlyInAnyOrder(
            new AnswerValue.Single("Rust"),
            new AnswerValue.Single("Rust"),
            new AnswerValue.Single("Dent"),
            new AnswerValue.Single("Scratch"));
    assertThat(merged.outcome().answer().objectIds()).hasSize(4);
  }

  private static Judgment many(String... options) {
    Fixtures.AnswerBuilder answer = answer();
    for (String option : options) {
      answer.question("many", "radio", "'" + option + "'");
    }
    return answer.judgment();
  }

  @Test
  void theIntersectionKeepsWhatAllHave() {
    Judgment one =
        answer()
            .box("a", 0, 0, 10, 10)
            .box("a2", 100, 0, 10, 10)
            .question("q", "radio", "'A'")
            .question("set", "checkbox", "['A']")
            .judgment();
    Judgment two =
        answer()
            .box("b", 2, 0, 10, 10)
            .question("q", "radio", "'A'")
            .question("set", "checkbox", "['A','B']")
            .judgment();
    Adjudication common = adjudicate(AdjudicationMethod.INTERSECTION, one, two);
    assertThat(objectIds(common)).containsExactly("a");
    assertThat(answers(common)).containsExactly(new AnswerValue.Single("A"));
  }

  @Test
  void equalIdsOfDifferentThingsAreMadeUnique() {
    assertThat(objectIds(adjudicate(AdjudicationMethod.MERGE, box("same", 0), box("same", 200))))
        .containsExactly("same", "new-1");
  }

  /** The relation of the second judgment ends in a box that went in from the first. */
  @Test
  void relationsAndNamesFollowWhatWentIn() {
    Judgment one = answer().box("a1", 0, 0, 10, 10).box("a2", 50, 0, 10, 10).judgment();
    Judgment two =
        answer()
            .box("b1", 0, 0, 10, 10)
            .box("b2", 50, 0, 10, 10)
            .question("which", "instance", "'b2'")
            .relation("r", "link", "'from':'b1','to':'b2','direction':'straight'")
            .judgment();
    Adjudication merged = adjudicate(AdjudicationMethod.MERGE, one, two);
    assertThat(objectIds(merged)).containsExactly("a1", "a2");
    assertThat(answers(merged)).containsExactly(new AnswerValue.Single("a2"));
    assertThat(merged.outcome().answer().relations())
        .singleElement()
        .extracting(relation -> relation.link())
        .isEqualTo(new Link.Single("a1", "a2", "straight"));
  }

  /** Of three judgments two have the relation, but the box it ends in only has one. */
  @Test
  void relationsWithoutTheirEndsAreLeftOut() {
    Judgment one = tied("a", 100);
    Judgment two = tied("b", 200);
    Judgment three = tied("c", 300);
    Adjudication majority = adjudicate(AdjudicationMethod.MAJORITY, one, two, three);
    assertThat(objectIds(majority)).containsExactly("a1");
    assertThat(majority.outcome().answer().relations()).isEmpty();
    Adjudication merged = adjudicate(AdjudicationMethod.MERGE, one, two, three);
    assertThat(objectIds(merged)).containsExactly("a1", "a2", "b2", "c2");
    assertThat(merged.outcome().answer().relations()).hasSize(3);
  }

  private static Judgment tied(String name, double x) {
    return answer()
        .box(name + 1, 0, 0, 10, 10)
        .box(name + 2, x, 0, 10, 10)
        .relation(
            "r" + name,
            "link",
            "'from':'%1$s1','to':'%1$s2','direction':'straight'".formatted(name))
        .judgment();
  }

  @Test
  void masksAreUnitedOrCutAndThoseOfOneJudgmentChosen() {
    Judgment left = painted(0, 6);
    Judgment right = painted(3, 9);
    assertThat(pixels(adjudicate(AdjudicationMethod.MERGE, left, right))).isEqualTo(row(0, 9));
    assertThat(pixels(adjudicate(AdjudicationMethod.INTERSECTION, left, right)))
        .isEqualTo(row(3, 6));
    assertThat(pixels(adjudicate(AdjudicationMethod.MAJORITY, left, right))).isEqualTo(row(0, 6));
    assertThat(pixels(adjudicate(AdjudicationMethod.LAST, left, right))).isEqualTo(row(3, 9));
  }

  private static Rle pixels(Adjudication adjudication) {
    return adjudication.outcome().masks().values().iterator().next().runs();
  }

  private static Judgment painted(int from, int to) {
    return new Judgment(
        answer().build(), Map.of(new PaintedPlace("paint", 0), PaintedMask.of(row(from, to))));
  }

  private static Rle row(int from, int to) {
    Mask mask = new Mask(10, 1);
    mask.fillRow(0, from, to);
    return Rle.of(mask);
  }

  @Test
  void methodsAreNamedAsInAStage() {
    assertThat(AdjudicationMethod.ofKey("union")).contains(AdjudicationMethod.MERGE);
    assertThat(AdjudicationMethod.ofKey("merge")).contains(AdjudicationMethod.MERGE);
    assertThat(AdjudicationMethod.ofKey("BEST")).isEmpty();
  }
}
