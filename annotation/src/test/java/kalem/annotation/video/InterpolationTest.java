package kalem.annotation.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.RotatedBox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aShapeThatStaysIsItself(long seed) {
    RandomTracks random = new RandomTracks(new SplittableRandom(seed));
    for (int round = 0; round < 200; round++) {
      for (int kind = 0; kind < RandomTracks.KINDS; kind++) {
        Geometry shape = random.shape(kind);
        assertThat(Deviation.between(Interpolation.between(shape, shape, 0.3), shape))
            .isLessThan(1e-9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void aPolygonFindsItsVerticesAgain(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      List<Point> from = new ArrayList<>();
      List<Point> to = new ArrayList<>();
      int count = 3 + random.nextInt(20);
      for (int i = 0; i < count; i++) {
        double angle = 2 * Math.PI * (i + random.nextDouble(0.5)) / count;
        double radius = 50 + random.nextDouble(50);
        Point point = new Point(radius * Math.cos(angle), radius * Math.sin(angle));
        from.add(point);
        to.add(new Point(point.x() + 40, point.y() - 30));
      }
      Collections.rotate(to, random.nextInt(count));
      Polygon moved = new Polygon(random.nextBoolean() ? to : to.reversed());
      Geometry half = Interpolation.between(new Polygon(from), moved, 0.5);
      Polygon expected =
          new Polygon(from.stream().map(p -> new Point(p.x() + 20, p.y() - 15)).toList());
      assertThat(Deviation.between(half, expected)).isLessThan(1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void newVerticesDoNotChangeTheShape(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      List<Point> ring = new ArrayList<>();
      for (int i = 0; i < 3 + random.nextInt(6); i++) {
        ring.add(new Point(random.nextInt(100), random.nextInt(100)));
      }
      int count = ring.size() + random.nextInt(40);
      List<Point> resampled = Resampling.ring(ring, count);
      assertThat(resampled).hasSize(count).containsSubsequence(ring);
      assertThat(length(resampled)).isCloseTo(length(ring), within(1e-6));
    }
  }

  private static double length(List<Point> ring) {
    double length = 0;
    for (int i = 0; i < ring.size(); i++) {
      Point next = ring.get((i + 1) % ring.size());
      length += Math.hypot(next.x() - ring.get(i).x(), next.y() - ring.get(i).y());
    }
    return length;
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void aBoxThatTurnsKeepsItsSizeAndCentre(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      Box upright = new Box(10, 20, 1 + random.nextInt(50), 1 + random.nextInt(50));
      RotatedBox from = RotatedBox.turned(upright, random.nextDouble(-180, 180));
      RotatedBox to = RotatedBox.turned(upright, random.nextDouble(-180, 180));
      RotatedBox between = (RotatedBox) Interpolation.between(from, to, random.nextDouble());
      assertThat(Deviation.between(between.centre(), from.centre())).isLessThan(1e-9);
      assertThat(between.width()).isEqualTo(upright.width());
      assertThat(between.height()).isEqualTo(upright.height());
      assertThat(turn(from, between) + turn(between, to))
          .as("it turns no more than it has to")
          .isLessThanOrEqualTo(180.000001);
    }
  }

  private static double turn(RotatedBox from, RotatedBox to) {
    return Math.abs(Math.IEEEremainder(to.rotation() - from.rotation(), 360));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void shapesMoveWithoutJumps(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int kind = random.nextInt(RandomTracks.KINDS - 1);
      RandomTracks shapes = new RandomTracks(random);
      Motion motion = Interpolation.COMPLETE.motion(shapes.shape(kind), shapes.shape(kind));
      for (int step = 0; step < 1000; step += 100) {
        assertThat(Deviation.between(motion.at(step, 1000), motion.at(step + 1, 1000)))
            .isLessThan(0.5);
      }
    }
  }
}
