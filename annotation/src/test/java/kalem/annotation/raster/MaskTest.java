package kalem.annotation.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
  @Test
  void pixelsOutsideAreNeverSet() {
    Mask mask = new Mask(70, 2);
    mask.set(-1, 0);
    mask.set(70, 0);
    mask.set(0, 2);
    mask.fillRow(0, -5, 0);
    mask.fillRow(1, 70, 90);
    mask.fillRow(5, 0, 3);
    assertThat(mask.isEmpty()).isTrue();
    assertThat(mask.get(-1, -1)).isFalse();
    assertThat(mask.bounds()).isEmpty();
  }

  @Test
  void aRowIsFilledFromAColumnToBeforeAnother() {
    for (int from = -1; from < 200; from += 7) {
      for (int to = from; to < 210; to += 3) {
        Mask mask = new Mask(200, 3);
        mask.fillRow(1, from, to);
        for (int x = 0; x < 200; x++) {
          assertThat(mask.get(x, 1)).isEqualTo(x >= from && x < to);
        }
        assertThat(mask.area()).isEqualTo(Math.max(0, Math.min(to, 200) - Math.max(from, 0)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void masksAreSetsOfPixels(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int width = 1 + random.nextInt(150);
      int height = 1 + random.nextInt(20);
      Mask one = RandomMasks.of(random, width, height);
      Mask other = RandomMasks.of(random, width, height);
      BitSet either = bits(one);
      either.or(bits(other));
      BitSet both = bits(one);
      both.and(bits(other));
      BitSet only = bits(one);
      only.andNot(bits(other));
      assertThat(bits(one.copy().or(other))).isEqualTo(either);
      assertThat(bits(one.copy().and(other))).isEqualTo(both);
      assertThat(bits(one.copy().andNot(other))).isEqualTo(only);
      assertThat(one.area()).isEqualTo(bits(one).cardinality());
      assertThat(one.isEmpty()).isEqualTo(bits(one).isEmpty());
    }
  }

  private static BitSet bits(Mask mask) {
    BitSet bits = new BitSet();
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        bits.set(y * mask.width() + x, mask.get(x, y));
      }
    }
    return bits;
  }

  @Test
  void theBoundsAreTight() {
    Mask mask = new Mask(300, 10);
    mask.set(130, 2);
    mask.set(64, 7);
    mask.set(191, 4);
    assertThat(mask.bounds()).isEqualTo(Optional.of(new PixelBox(64, 2, 128, 6)));
  }

  @Test
  void onlyMasksOfOneSizeAreCombined() {
    assertThatThrownBy(() -> new Mask(3, 4).or(new Mask(4, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new Mask(0, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mask(Integer.MAX_VALUE, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
