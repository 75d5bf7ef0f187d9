package kalem.annotation.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.agreement.Candidates.Pair;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.overlap.Similarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
  private static final Similarity SIMILARITY = new Similarity(300);

  private static Geometry shape(RandomGenerator random) {
    double x = random.nextInt(100);
    double y = random.nextInt(100);
    return switch (random.nextInt(3)) {
      case 0 -> new Box(x, y, 1 + random.nextInt(20), 1 + random.nextInt(20));
      case 1 -> RotatedBox.turned(new Box(x, y, 20, 5), random.nextDouble(-180, 180));
      default -> new Point(x, y);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingThatIsAlikeIsPassedOver(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Geometry> one = new ArrayList<>();
    List<Geometry> other = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      one.add(shape(random));
      other.add(shape(random));
    }
    Set<Pair> found = new HashSet<>(Candidates.of(one, other, SIMILARITY.reach()));
    int alike = 0;
    for (int i = 0; i < one.size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        if (SIMILARITY.of(one.get(i), other.get(j)) > 0) {
          alike++;
          assertThat(found).contains(new Pair(i, j));
        }
      }
    }
    assertThat(alike).isPositive();
    assertThat(found.size()).isLessThan(one.size() * other.size() / 2);
  }

  /** Twelve stacked boxes make 144 pairs; of a limit of 48 each keeps its four most alike. */
  @Test
  void whereTooManyMeetTheMostAlikeStay() {
    List<Geometry> boxes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boxes.add(new Box(0, 0, 100 + i, 100));
    }
    List<Pair> pairs = Candidates.of(boxes, boxes, 0, 48);
    assertThat(pairs).hasSizeBetween(48, 96);
    for (int i = 0; i < 12; i++) {
      assertThat(pairs).contains(new Pair(i, i));
    }
  }

  @Test
  void equalShapesKeepThemselvesWhereTooManyMeet() {
    List<Geometry> boxes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      boxes.add(new Box(0, 0, 10, 10));
    }
    List<Pair> pairs = Candidates.of(boxes, boxes, 0, 100);
    for (int i = 0; i < 50; i++) {
      assertThat(pairs).contains(new Pair(i, i));
    }
  }
}
