package kalem.annotation.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Message;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.Rest;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.geometry.Spline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RasterizerTest {
  private static final ImageSize SIZE = new ImageSize(100, 80);

  private static Mask fill(Geometry geometry) {
    return Rasterizer.fill(geometry, SIZE, Stroke.THIN);
  }

  private static Polygon rectangle(double x, double y, double width, double height) {
    return new Polygon(
        List.of(
            new Point(x, y),
            new Point(x + width, y),
            new Point(x + width, y + height),
            new Point(x, y + height)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRectangleOfWholePixelsHasExactlyItsPixels(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int x = random.nextInt(50);
      int y = random.nextInt(40);
      int width = 1 + random.nextInt(50);
      int height = 1 + random.nextInt(40);
      Mask mask = fill(rectangle(x, y, width, height));
      assertThat(mask.area()).isEqualTo((long) width * height);
      assertThat(mask.bounds()).contains(new PixelBox(x, y, width, height));
      assertThat(fill(new Box(x, y, width, height))).isEqualTo(mask);
      assertThat(fill(RotatedBox.turned(new Box(x, y, width, height), 0))).isEqualTo(mask);
    }
  }

  @Test
  void aPixelIsInsideWhenItsCentreIs() {
    assertThat(fill(new Box(0.5, 0.5, 1, 1)))
        .as("a centre on the left or upper border counts, on the others not")
        .isEqualTo(fill(new Box(0, 0, 1, 1)));
    assertThat(fill(new Box(0.51, 0.51, 0.9, 0.9)).isEmpty()).isTrue();
    assertThat(fill(rectangle(0.5, 0.5, 1, 1))).isEqualTo(fill(new Box(0, 0, 1, 1)));
  }

  @Test
  void whatReachesOverTheBorderIsCut() {
    assertThat(fill(new Box(-10, -10, 1000, 1000)).area()).isEqualTo(8000);
    assertThat(fill(rectangle(-1e9, 78, 2e9, 1e9)).area()).isEqualTo(200);
    assertThat(fill(new Circle(-50, -50, 20)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void shapesThatShareABorderShareNoPixelAndLeaveNoGap(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      Point middle = corner(random);
      List<Point> rim =
          List.of(new Point(0, 0), new Point(100, 0), new Point(100, 80), new Point(0, 80));
      Mask covered = new Mask(100, 80);
      long area = 0;
      for (int i = 0; i < 4; i++) {
        List<Point> corners = new ArrayList<>(List.of(middle, rim.get(i), rim.get((i + 1) % 4)));
        Mask part = fill(new Polygon(random.nextBoolean() ? corners : corners.reversed()));
        area += part.area();
        covered.or(part);
      }
      assertThat(area).isEqualTo(8000);
      assertThat(covered.area()).isEqualTo(8000);
    }
  }

  private static Point corner(RandomGenerator random) {
    double x = random.nextDouble(100);
    double y = random.nextDouble(80);
    return random.nextBoolean()
        ? new Point(x, y)
        : new Point(Math.rint(2 * x) / 2, Math.rint(2 * y) / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void ringsFollowTheEvenOddRule(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      List<Point> ring = new ArrayList<>();
      for (int i = 0; i < 3 + random.nextInt(12); i++) {
        ring.add(new Point(random.nextDouble(-30, 130), random.nextDouble(-30, 110)));
      }
      Mask mask = fill(new Polygon(ring));
      for (int y = 0; y < 80; y++) {
        for (int x = 0; x < 100; x++) {
          assertThat(mask.get(x, y)).isEqualTo(isInside(ring, x + 0.5, y + 0.5));
        }
      }
    }
  }

  private static boolean isInside(List<Point> ring, double x, double y) {
    boolean isInside = false;
    for (int i = 0; i < ring.size(); i++) {
      Point a = ring.get(i);
      Point b = ring.get((i + 1) % ring.size());
      if (a.y() <= y != b.y() <= y) {
        double crossing = a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
        isInside ^= crossing <= x;
      }
    }
    return isInside;
  }

  @Test
  void holesAreCutOutAndZonesAreAddedUp() {
    Zone withHole =
        new Zone(
            rectangle(0, 0, 10, 10).points(),
            List.of(rectangle(2, 2, 3, 3).points(), rectangle(6, 6, 2, 2).points()));
    Zone overlapping = new Zone(rectangle(8, 8, 4, 4).points(), List.of());
    assertThat(fill(new Segmentation(List.of(withHole))).area()).isEqualTo(100 - 9 - 4);
    assertThat(fill(new Segmentation(List.of(withHole, overlapping))).area())
        .isEqualTo(100 - 9 - 4 + 16 - 4);
  }

  @Test
  void circlesAreRound() {
    Mask mask = fill(new Circle(50, 40, 30));
    assertThat((double) mask.area()).isCloseTo(Math.PI * 900, within(30.0));
    assertThat(mask.bounds()).contains(new PixelBox(20, 10, 60, 60));
  }

  @Test
  void aPointMarksAtLeastItsPixel() {
    assertThat(fill(new Point(10.2, 10.9)).bounds()).contains(new PixelBox(10, 10, 1, 1));
    assertThat(
            Rasterizer.fill(new Point(10.5, 10.5), SIZE, new Stroke(1, 2.9)).bounds().orElseThrow())
        .isEqualTo(new PixelBox(8, 8, 5, 5));
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void aLineHasNoGaps(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      Point from = corner(random);
      Point to = corner(random);
      Mask mask = fill(new Polyline(List.of(from, to)));
      int steps = 400;
      for (int i = 0; i <= steps; i++) {
        double share = i / (double) steps;
        double x = from.x() + (to.x() - from.x()) * share;
        double y = from.y() + (to.y() - from.y()) * share;
        assertThat(hasNear(mask, x, y)).isTrue();
      }
    }
  }

  private static boolean hasNear(Mask mask, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (mask.get(column + dx, row + dy)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void linesAreAsWideAsTheStroke() {
    Polyline line = new Polyline(List.of(new Point(20, 40), new Point(80, 40)));
    Mask mask = Rasterizer.fill(line, SIZE, new Stroke(6, 1));
    assertThat(mask.bounds()).contains(new PixelBox(17, 37, 66, 6));
    assertThat(mask.get(50, 36)).isFalse();
  }

  @Test
  void aSplinePassesThroughItsKnots() {
    List<Point> knots = List.of(new Point(5, 5), new Point(50, 70), new Point(90, 10));
    Mask mask = fill(new Spline(knots));
    knots.forEach(knot -> assertThat(mask.get((int) knot.x(), (int) knot.y())).isTrue());
  }

  @Test
  void shapesWithoutAPlaceOnAPictureGiveNothing() {
    assertThat(fill(new Message("m1", Rest.NONE)).isEmpty()).isTrue();
  }

  @Test
  void manyPointsAreFilledQuickly() {
    List<Point> star = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      double radius = i % 2 == 0 ? 1900 : 1500;
      double angle = i * 2 * Math.PI / 100_000;
      star.add(new Point(2000 + radius * Math.cos(angle), 2000 + radius * Math.sin(angle)));
    }
    long before = System.nanoTime();
    Mask mask = Rasterizer.fill(new Polygon(star), new ImageSize(4000, 4000), Stroke.THIN);
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    assertThat(mask.get(2000, 2000)).isTrue();
  }
}
