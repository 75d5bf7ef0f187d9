package kalem.annotation.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Segmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContoursTest {
  private static Segmentation trace(String... rows) {
    return Contours.trace(RandomMasks.drawn(rows)).orElseThrow();
  }

  @Test
  void aRectangleHasFourCornersOnPixelBorders() {
    assertThat(trace("....", ".##.", ".##.").zones())
        .singleElement()
        .satisfies(
            zone ->
                assertThat(zone.region())
                    .containsExactlyInAnyOrder(
                        new Point(1, 1), new Point(3, 1), new Point(3, 3), new Point(1, 3)));
  }

  @Test
  void partsThatTouchAtACornerOnlyAreZonesOfTheirOwn() {
    assertThat(trace("#.", ".#").zones()).hasSize(2);
    assertThat(trace("#.", "##").zones()).hasSize(1);
  }

  @Test
  void holesThatTouchAtACornerAreOneHole() {
    assertThat(trace("####", "#.##", "##.#", "####").zones().getFirst().holes()).hasSize(1);
  }

  @Test
  void anIslandInAHoleIsAZone() {
    Segmentation traced = trace("#####", "#...#", "#.#.#", "#...#", "#####");
    assertThat(traced.zones()).hasSize(2);
    assertThat(traced.zones()).map(zone -> zone.holes().size()).containsExactly(1, 0);
  }

  @Test
  void nothingHasNoOutline() {
    assertThat(Contours.trace(new Mask(3, 3))).isEmpty();
    assertThat(Contours.trace(Rle.of(new Mask(3, 3)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fillingTheOutlinesGivesTheMaskAgain(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      Mask mask = RandomMasks.of(random);
      Mask again = new Mask(mask.width(), mask.height());
      Contours.trace(mask).ifPresent(found -> Rasterizer.paint(found, Stroke.THIN, again));
      assertThat(again).isEqualTo(mask);
      assertThat(Contours.trace(Rle.of(mask))).isEqualTo(Contours.trace(mask));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void theZonesOfAMaskDoNotOverlap(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      Mask mask = RandomMasks.of(random, 60, 30);
      List<Segmentation.Zone> zones =
          Contours.trace(mask).map(Segmentation::zones).orElse(List.of());
      long sum = 0;
      for (Segmentation.Zone zone : zones) {
        Segmentation alone = new Segmentation(List.of(zone));
        sum += Rasterizer.fill(alone, new ImageSize(60, 30), Stroke.THIN).area();
      }
      assertThat(sum).isEqualTo(mask.area());
    }
  }
}
