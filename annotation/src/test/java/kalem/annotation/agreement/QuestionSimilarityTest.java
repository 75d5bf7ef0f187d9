package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.schema;
import static kalem.annotation.agreement.Fixtures.similarity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import kalem.annotation.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One pair of answers for every kind of question (workflow section 11.3). */
class QuestionSimilarityTest {
  private static final String STRICT = "{}";
  private static final String PARTIAL = "{'partialChoices':true,'partialRanks':true}";

  private static Arguments pair(
      String why, String kind, String config, String one, String other, double expected) {
    return Arguments.of(why, kind, config, one, other, expected);
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        pair("equal", "radio", STRICT, "'A'", "'A'", 1),
        pair("different", "radio", STRICT, "'A'", "'B'", 0),
        pair("equal", "single-dropdown", STRICT, "'A'", "'A'", 1),
        pair("different", "single-dropdown", STRICT, "'A'", "'B'", 0),
        pair("equal", "boolean", STRICT, "true", "true", 1),
        pair("different", "boolean", STRICT, "true", "false", 0),
        pair("the same path", "tree-dropdown", STRICT, "['A / B']", "['A / B']", 1),
        pair("another path", "tree-dropdown", STRICT, "['A / B']", "['A / C']", 0),
        pair("equal sets in any order", "checkbox", STRICT, "['A','B']", "['B','A']", 1),
        pair("a subset is not equal", "checkbox", STRICT, "['A','B']", "['A']", 0),
        pair("1 of 3", "checkbox", PARTIAL, "['A','B']", "['B','C']", 1.0 / 3),
        pair("2 of 3", "multi-dropdown", PARTIAL, "['A','B','C']", "['B','C']", 2.0 / 3),
        pair("1 of 2", "tree-dropdown", PARTIAL, "['A / B','C']", "['C']", 0.5),
        pair("another order", "rank", STRICT, "['A','B','C']", "['A','C','B']", 0),
        pair(
            "of AB, AC and BC the first two are in order",
            "rank",
            PARTIAL,
            "['A','B','C']",
            "['A','C','B']",
            2.0 / 3),
        pair("backwards", "rank", PARTIAL, "['A','B','C']", "['C','B','A']", 0),
        pair(
            "A before B and C in both; only one orders B and C: (1 + 1 + 0.5) / 3",
            "rank",
            PARTIAL,
            "['A','B','C']",
            "['A']",
            2.5 / 3),
        pair("blanks around do not count", "text", STRICT, "' a b '", "'a b'", 1),
        pair("capitals count", "text", STRICT, "'Ab'", "'aB'", 0),
        pair("or not", "text", "{'textMeasure':'caseInsensitive'}", "'\u00c4b'", "'\u00e4B'", 1),
        pair(
            "kitten to sitting takes 3 edits of 7 letters",
            "text",
            "{'textMeasure':'levenshtein'}",
            "'kitten'",
            "'sitting'",
            4.0 / 7),
        pair(
            // One word of one and two: precision 1 with exp(1 - 2), and 1/2; half of their sum.
            "a in a b", "text", "{'textMeasure':'bleu'}", "'a'", "'a b'", (Math.exp(-1) + 0.5) / 2),
        pair(
            // Words 2/3, pairs (1 + 1) / (2 + 1), triples (0 + 1) / (1 + 1), in both directions.
            "a b c and a b d",
            "text",
            "{'textMeasure':'bleu'}",
            "'a b c'",
            "'a b d'",
            Math.cbrt(2.0 / 3 * 2 / 3 / 2)),
        pair("files are the same or not", "upload-box", STRICT, "[{'u':1}]", "[{'u':1}]", 1),
        pair("other files", "upload-box", STRICT, "[{'u':1}]", "[{'u':2}]", 0));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("pairs")
  void answersAreAlike(
      String why, String kind, String config, String one, String other, double expected) {
    Agreement agreement = agreement(schema("", owner(kind, "q"), ""), config);
    Judgment first = answer().question("q", kind, one).judgment();
    Judgment second = answer().question("q", kind, other).judgment();

    assertThat(similarity(agreement, first, second)).isCloseTo(expected, within(1e-9));
    assertThat(similarity(agreement, second, first)).isCloseTo(expected, within(1e-9));
    assertThat(similarity(agreement, first, first)).isEqualTo(1);
  }

  /** Rust twice and Dent, against Rust, Dent and Scratch: 2 shared of 3 + 3 - 2. */
  @Test
  void severalAnswersShareTheirMultisets() {
    Agreement agreement = agreement(schema("", owner("radio", "q", ",'multiple':true"), ""));
    Judgment one =
        answer()
            .question("q", "radio", "'Rust'")
            .question("q", "radio", "'Dent'")
            .question("q", "radio", "'Rust'")
            .judgment();
    Judgment other =
        answer()
            .question("q", "radio", "'Scratch'")
            .question("q", "radio", "'Dent'")
            .question("q", "radio", "'Rust'")
            .judgment();
    assertThat(similarity(agreement, one, other)).isCloseTo(0.5, within(1e-9));
  }

  /** Points 10 apart are half alike and the same object; 11 apart they are not. */
  @Test
  void answersThatNameObjectsFollowTheObjects() {
    String tools = owner("point", "p");
    Agreement agreement =
        agreement(schema(tools, owner("instance", "q"), ""), "{'ignoredSchemaIds':[]}");
    assertThat(shareOf("q", agreement, naming("a", 10), naming("b", 20))).isEqualTo(1);
    assertThat(shareOf("q", agreement, naming("a", 10), naming("b", 21))).isEqualTo(0.5);
  }

  private static Judgment naming(String objectId, int x) {
    return answer()
        .tool(objectId, "p", "point", "[%d,0]".formatted(x), "")
        .question("q", "instance", "'" + objectId + "'")
        .judgment();
  }

  private static double shareOf(
      String schemaId, Agreement agreement, Judgment one, Judgment other) {
    return agreement.consensus(List.of(one, other)).judgments().getFirst().classes().stream()
        .filter(each -> each.schemaId().equals(schemaId))
        .findFirst()
        .orElseThrow()
        .share();
  }

  /** The same point, but of the two nested questions one is answered alike: 1 x 1/2. */
  @Test
  void nestedAnswersCountWhereTheyAreToldTo() {
    String nested = ",'classifications':[" + owner("radio", "n") + "," + owner("text", "m") + "]";
    var schema = schema(owner("point", "p", nested), "", "");
    Judgment one = nested("'A'", "'x'");
    Judgment other = nested("'A'", "'y'");
    assertThat(similarity(agreement(schema), one, other)).isEqualTo(1);
    Agreement counting = agreement(schema, "{'classes':{'p':{'nested':true}}}");
    assertThat(similarity(counting, one, other)).isEqualTo(0.5);
    assertThat(similarity(counting, one, one)).isEqualTo(1);
  }

  private static Judgment nested(String radio, String text) {
    return answer()
        .tool(
            "a",
            "p",
            "point",
            "[1,1]",
            ",'classifications':[%s,%s]"
                .formatted(nested("n", "radio", radio), nested("m", "text", text)))
        .judgment();
  }

  private static String nested(String schemaId, String kind, String value) {
    return "{'objectId':'%1$s1','schemaId':'%1$s','tool':'%2$s','title':'%1$s','answer':%3$s}"
        .formatted(schemaId, kind, value);
  }

  /**
   * A from frame 0 on and B from 4 on, of 10 frames; the other says A from 0 to the end. The same
   * on 4 of 10 frames.
   */
  @Test
  void answersThroughAVideoAreComparedFrameByFrame() {
    Agreement agreement =
        new Agreement(
            schema("", owner("radio", "q", ",'frameSpecific':true"), ""),
            AgreementRules.STRICT,
            AssetExtent.video(new ImageSize(10, 10), 10));
    Judgment changing =
        answer()
            .question("q1", "q", "radio", "'A'", ",'page':0")
            .question("q1", "q", "radio", "'B'", ",'page':4")
            .judgment();
    Judgment steady = answer().question("q2", "q", "radio", "'A'", "").judgment();
    assertThat(similarity(agreement, changing, steady)).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void veryLongTextsTakeLittleTime() {
    String one = "word ".repeat(50_000);
    String other = one + "end";
    long before = System.nanoTime();
    TextSimilarity.of(one, other, TextMeasure.LEVENSHTEIN);
    assertThat(TextSimilarity.of(one, other, TextMeasure.BLEU)).isGreaterThan(0.9);
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
  }
}
