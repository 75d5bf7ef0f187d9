package kalem.annotation.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.JsonText;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryPropertyTest {
  private static final int ROUNDS = 500;
  private static final Offset<Double> NEARLY = within(1e-6);

  private static double number(RandomGenerator random) {
    return random.nextDouble() * 400 - 150;
  }

  private static List<Point> points(RandomGenerator random, int least) {
    return Stream.generate(() -> new Point(number(random), number(random)))
        .limit(least + random.nextInt(6))
        .toList();
  }

  private static Geometry shape(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Box(number(random), number(random), number(random), number(random));
      case 1 -> new Polygon(points(random, 3));
      case 2 -> new Polyline(points(random, 2));
      case 3 -> new Spline(points(random, 2));
      case 4 ->
          new Segmentation(
              List.of(
                  new Segmentation.Zone(points(random, 3), List.of(points(random, 3))),
                  new Segmentation.Zone(points(random, 3), List.of())));
      default -> new Point(number(random), number(random));
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aShapeCutToItsImageStaysAsItIs(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Bounds bounds = new Bounds(new ImageSize(100, 80));
    for (int round = 0; round < ROUNDS; round++) {
      if (bounds.fit(shape(random)) instanceof Fit.Clipped(Geometry left)) {
        assertThat(bounds.fit(left)).isEqualTo(new Fit.Inside(left));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aWrittenShapeIsReadBackEqual(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Geometry shape = shape(random);
      assertThat(GeometryReader.read(shape.key(), JsonText.parse(text(shape)))).isEqualTo(shape);
    }
  }

  private static String text(Geometry shape) {
    StringBuilder text = new StringBuilder();
    shape.write(new CompactJson(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void aBoxTurnsAboutItsCentreAndItsCornersFollowTheFormulas(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Box upright = new Box(number(random), number(random), number(random), number(random));
      double rotation = random.nextDouble() * 360 - 180;
      RotatedBox turned = RotatedBox.turned(upright, rotation);
      assertThat(turned.corners().getFirst()).isEqualTo(new Point(turned.x(), turned.y()));
      assertThat(mean(turned.corners()).x()).isEqualTo(upright.x() + upright.width() / 2, NEARLY);
      assertThat(mean(turned.corners()).y()).isEqualTo(upright.y() + upright.height() / 2, NEARLY);
      Point topLeft = turned.corners().get(0);
      Point bottomLeft = turned.corners().get(1);
      double radians = Math.toRadians(rotation);
      assertThat(bottomLeft.x() - topLeft.x())
          .isEqualTo(-Math.sin(radians) * turned.height(), NEARLY);
      assertThat(bottomLeft.y() - topLeft.y())
          .isEqualTo(Math.cos(radians) * turned.height(), NEARLY);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void cornersAloneMakeTheSameBox(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Box upright = new Box(number(random), number(random), number(random), number(random));
      RotatedBox turned = RotatedBox.turned(upright, random.nextDouble() * 350 - 175);
      for (List<Point> corners : List.of(turned.corners(), backwards(turned.corners()))) {
        RotatedBox read = RotatedBox.ofCorners(corners);
        assertThat(read.width()).isEqualTo(turned.width(), NEARLY);
        assertThat(read.height()).isEqualTo(turned.height(), NEARLY);
        assertThat(read.rotation()).isEqualTo(turned.rotation(), within(1e-3));
        assertThat(read.isConsistent()).isTrue();
      }
    }
  }

  private static List<Point> backwards(List<Point> corners) {
    return List.of(corners.get(3), corners.get(2), corners.get(1), corners.get(0));
  }

  private static Point mean(List<Point> points) {
    return new Point(
        points.stream().mapToDouble(Point::x).average().orElseThrow(),
        points.stream().mapToDouble(Point::y).average().orElseThrow());
  }
}
