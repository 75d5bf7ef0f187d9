package kalem.annotation.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.geometry.BadGeometryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RleTest {
  @Test
  void runsGoDownTheColumns() {
    Mask mask = RandomMasks.drawn("..#.", ".##.", "#..#");
    assertThat(Rle.of(mask).counts()).containsExactly(2, 1, 1, 1, 1, 2, 3, 1);
  }

  @Test
  void aMaskBeginsWithARunOfWhatIsNotSet() {
    assertThat(Rle.of(RandomMasks.drawn("##", "##")).counts()).containsExactly(0, 4);
    assertThat(Rle.of(new Mask(2, 2)).counts()).containsExactly(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void masksSurviveRunsAndText(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      Mask mask = RandomMasks.of(random);
      Rle rle = Rle.of(mask);
      assertThat(rle.toMask()).isEqualTo(mask);
      assertThat(rle.area()).isEqualTo(mask.area());
      assertThat(rle.bounds()).isEqualTo(mask.bounds());
      assertThat(Rle.parse(rle.compressed(), mask.height(), mask.width())).isEqualTo(rle);
      assertThat(Rle.of(mask.height(), mask.width(), rle.counts())).isEqualTo(rle);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void runsAreCombinedAsTheMasksAre(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      int width = 1 + random.nextInt(100);
      int height = 1 + random.nextInt(30);
      Mask one = RandomMasks.of(random, width, height);
      Mask other = RandomMasks.of(random, width, height);
      assertThat(Rle.of(one).union(Rle.of(other))).isEqualTo(Rle.of(one.copy().or(other)));
      assertThat(Rle.of(one).intersection(Rle.of(other))).isEqualTo(Rle.of(one.copy().and(other)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void aWindowShowsItsPartOfTheMask(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      Mask mask = RandomMasks.of(random);
      int x = random.nextInt(mask.width());
      int y = random.nextInt(mask.height());
      PixelBox window =
          new PixelBox(
              x, y, 1 + random.nextInt(mask.width() - x), 1 + random.nextInt(mask.height() - y));
      Mask part = Rle.of(mask).toMask(window);
      for (int dy = 0; dy < window.height(); dy++) {
        for (int dx = 0; dx < window.width(); dx++) {
          assertThat(part.get(dx, dy)).isEqualTo(mask.get(x + dx, y + dy));
        }
      }
    }
  }

  @Test
  void theTextIsThatOfCoco() {
    Rle rle = Rle.of(9, 10, new int[] {6, 1, 40, 4, 5, 4, 5, 4, 21});
    assertThat(rle.compressed()).isEqualTo("61X13mN000`0");
    assertThat(Rle.parse("61X13mN000`0", 9, 10)).isEqualTo(rle);
  }

  @Test
  void emptyRunsInBetweenAreJoined() {
    assertThat(Rle.of(2, 5, new int[] {1, 2, 0, 3, 4}).counts()).containsExactly(1, 5, 4);
    assertThat(Rle.of(2, 5, new int[] {3, 0, 7}).counts()).containsExactly(10);
  }

  @Test
  void whatTheRunsDoNotCoverIsNotSet() {
    assertThat(Rle.of(2, 5, new int[] {1, 2}).counts()).containsExactly(1, 2, 7);
    assertThat(Rle.of(2, 5, new int[] {}).counts()).containsExactly(10);
  }

  @Test
  void damagedRunsAreRefused() {
    assertThatThrownBy(() -> Rle.of(2, 2, new int[] {3, 2}))
        .isInstanceOf(BadGeometryException.class);
    assertThatThrownBy(() -> Rle.of(2, 2, new int[] {-1, 2}))
        .isInstanceOf(BadGeometryException.class);
    assertThatThrownBy(() -> Rle.of(0, 2, new int[] {})).isInstanceOf(BadGeometryException.class);
    assertThatThrownBy(() -> Rle.of(100_000, 100_000, new int[] {}))
        .isInstanceOf(BadGeometryException.class);
    for (String text : new String[] {"X", "6\u007f", "6 1", "oooooooooooo", "n", "99999999999"}) {
      assertThatThrownBy(() -> Rle.parse(text, 2, 2)).isInstanceOf(BadGeometryException.class);
    }
  }

  @Test
  void aLargePictureWithSmallObjectsCostsLittle() {
    Rle rle = Rle.of(40_000, 40_000, new int[] {1_000_000_000, 20, 39_980, 20});
    assertThat(rle.bounds()).contains(new PixelBox(25_000, 0, 2, 20));
    assertThat(Contours.trace(rle).orElseThrow().zones()).hasSize(1);
  }
}
