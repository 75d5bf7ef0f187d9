package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.rectangle;
import static kalem.annotation.agreement.Fixtures.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Answer;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.overlap.Similarity;
import kalem.annotation.video.Track;
import kalem.annotation.video.Tracks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementPropertyTest {
  private static final CategorySchema SCHEMA =
      schema(
          String.join(
              ",",
              owner("bounding-box", "box"),
              owner("polygon", "poly"),
              owner("point", "p"),
              owner("polyline", "line"),
              owner("ner", "word")),
          String.join(
              ",",
              owner("radio", "q"),
              owner("checkbox", "set"),
              owner("radio", "many", ",'multiple':true")),
          owner("one-to-one", "link") + "," + owner("group", "group"));

  private static final Agreement AGREEMENT =
      agreement(SCHEMA, "{'partialChoices':true,'textMeasure':'bleu'}");

  /** Few places, so that many labels of different judgments meet and many tie. */
  private static Judgment judgment(RandomGenerator random) {
    Fixtures.AnswerBuilder answer = answer();
    int objects = random.nextInt(12);
    for (int i = 0; i < objects; i++) {
      int x = 4 * random.nextInt(5);
      int y = 4 * random.nextInt(3);
      String page = ",'page':" + random.nextInt(2);
      String id = "o" + i;
      switch (random.nextInt(5)) {
        case 0 -> answer.tool(id, "box", "bounding-box", rectangle(x, y, 8, 8), page);
        case 1 ->
            answer.tool(
                id,
                "poly",
                "polygon",
                "[[%d,%d],[%d,%d],[%d,%d]]".formatted(x, y, x + 9, y, x, y + 9),
                page);
        case 2 -> answer.tool(id, "p", "point", "[%d,%d]".formatted(x, y), page);
        case 3 ->
            answer.tool(
                id, "line", "polyline", "[[%d,%d],[%d,%d]]".formatted(x, y, x + 30, y), page);
        default -> answer.tool(id, "word", "ner", "{'start':%d,'end':%d}".formatted(x, x + 6), "");
      }
    }
    questions(answer, random);
    if (objects > 2) {
      answer.relation("r1", "link", "'from':'o0','to':'o1','direction':'straight'");
      answer.relation("r2", "group", "'group':['o0','o1','o2']");
    }
    return answer.judgment();
  }

  private static void questions(Fixtures.AnswerBuilder answer, RandomGenerator random) {
    if (random.nextBoolean()) {
      answer.question("q", "radio", "'" + "AB".charAt(random.nextInt(2)) + "'");
    }
    if (random.nextBoolean()) {
      answer.question("set", "checkbox", random.nextBoolean() ? "['A','B']" : "['B','C']");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      answer.question("many", "radio", "'" + "AB".charAt(random.nextInt(2)) + "'");
    }
  }

  private static List<Judgment> judgments(RandomGenerator random) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      judgments.add(judgment(random));
    }
    return judgments;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void allWhoSayTheSameScoreAHundred(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      Judgment one = judgment(random);
      Consensus consensus = AGREEMENT.consensus(List.of(one, one, one));
      assertThat(Fixtures.scores(consensus)).containsExactly(100, 100, 100);
      assertThat(AGREEMENT.benchmark(one, one).score()).isEqualTo(100);
      for (AdjudicationMethod method : AdjudicationMethod.values()) {
        Answer outcome = consensus.adjudicate(method, one, () -> "new").outcome().answer();
        assertThat(outcome.entries().toList())
            .containsExactlyInAnyOrderElementsOf(one.answer().entries().toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void scoresStayInTheirBounds(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      List<Judgment> judgments = judgments(random);
      double least = 1.0 / judgments.size();
      for (JudgmentScore score : AGREEMENT.consensus(judgments).judgments()) {
        assertThat(score.classes())
            .allSatisfy(each -> assertThat(each.share()).isBetween(least - 1e-9, 1 + 1e-9));
        assertThat(score.labels())
            .allSatisfy(each -> assertThat(each.support()).isBetween(least - 1e-9, 1 + 1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void theOrderOfJudgmentsDoesNotCount(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      List<Judgment> judgments = judgments(random);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < judgments.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(random.nextLong()));
      Consensus consensus = AGREEMENT.consensus(judgments);
      Consensus shuffled = AGREEMENT.consensus(order.stream().map(judgments::get).toList());
      for (int i = 0; i < order.size(); i++) {
        JudgmentScore here = consensus.judgments().get(order.get(i));
        JudgmentScore there = shuffled.judgments().get(i);
        for (int c = 0; c < here.classes().size(); c++) {
          ClassScore expected = here.classes().get(c);
          // Of equally good assignments of objects, relations may like another one better.
          if (!List.of("link", "group").contains(expected.schemaId())) {
            assertThat(there.classes().get(c).share()).isCloseTo(expected.share(), within(1e-9));
            assertThat(there.classes().get(c).score()).isEqualTo(expected.score());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void twoAgreeAsMuchAsTheOtherWayRound(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      Judgment one = judgment(random);
      Judgment other = judgment(random);
      double share = classShare(AGREEMENT.benchmark(one, other));
      assertThat(classShare(AGREEMENT.benchmark(other, one))).isCloseTo(share, within(1e-9));
    }
  }

  private static double classShare(BenchmarkScore score) {
    return score.classes().stream()
        .filter(each -> !List.of("link", "group").contains(each.schemaId()))
        .mapToDouble(ClassScore::share)
        .average()
        .orElse(1);
  }

  /** Tracks that are walked through frame by frame are as alike as those compared one by one. */
  @ParameterizedTest
  @ValueSource(longs = {12, 13, 14})
  void tracksAreAsAlikeAsComparedOneByOne(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    AssetExtent video = AssetExtent.video(new ImageSize(60, 80), 30);
    Agreement agreement =
        new Agreement(schema(owner("bounding-box", "box"), "", ""), AgreementRules.STRICT, video);
    for (int round = 0; round < 60; round++) {
      Judgment one = track(random);
      Judgment other = track(random);
      double expected = new Similarity(100).of(only(one), only(other), 30);
      assertThat(Fixtures.similarity(agreement, one, other)).isCloseTo(expected, within(1e-9));
    }
  }

  private static Track only(Judgment judgment) {
    return Tracks.of(judgment.answer().tools()).tracks().getFirst();
  }

  private static Judgment track(RandomGenerator random) {
    Fixtures.AnswerBuilder answer = answer();
    for (int frame = random.nextInt(8); frame < 30; frame += 1 + random.nextInt(12)) {
      String stop = random.nextInt(4) == 0 ? ",'interpolationStopped':true" : "";
      String box = rectangle(random.nextInt(20), random.nextInt(20), 15, 15);
      answer.tool("t", "box", "bounding-box", box, ",'page':" + frame + stop);
    }
    return answer.judgment();
  }

  /** Five thousand boxes, most of which overlap some others. */
  @Test
  void thousandsOfObjectsTakeSeconds() {
    RandomGenerator random = new SplittableRandom(15);
    Agreement agreement = agreement(schema(owner("bounding-box", "box"), "", ""));
    Judgment one = crowd(random);
    Judgment other = crowd(random);
    long before = System.nanoTime();
    BenchmarkScore score = agreement.benchmark(one, other);
    long took = System.nanoTime() - before;
    assertThat(score.score()).isBetween(1, 99);
    assertThat(took).isLessThan(20_000_000_000L);
  }

  private static Judgment crowd(RandomGenerator random) {
    Fixtures.AnswerBuilder answer = answer();
    for (int i = 0; i < 5000; i++) {
      answer.box("o" + i, random.nextInt(4000), random.nextInt(3000), 80, 60);
    }
    return answer.judgment();
  }
}
