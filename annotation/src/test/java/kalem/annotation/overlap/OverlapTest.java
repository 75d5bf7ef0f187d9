package kalem.annotation.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kalem.annotation.Vectors;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.GeometryReader;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import kalem.annotation.video.Track;
import kalem.annotation.video.Tracks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OverlapTest {
  @TestFactory
  Stream<DynamicTest> shapesAgree() throws IOException {
    return Vectors.each(
        Vectors.read("overlap"),
        vector -> {
          String key = vector.get("key").stringValue();
          Geometry one = GeometryReader.read(key, vector.get("one"));
          Geometry other = GeometryReader.read(key, vector.get("other"));
          if (vector.has("iou")) {
            double expected = vector.get("iou").doubleValue();
            assertThat(Overlap.iou(one, other)).isCloseTo(expected, within(1e-9));
            assertThat(Overlap.iou(other, one)).isCloseTo(expected, within(1e-9));
          } else {
            JsonNode image = vector.get("image");
            Similarity similarity =
                Similarity.on(
                    new ImageSize(image.get(0).doubleValue(), image.get(1).doubleValue()));
            double expected = vector.get("similarity").doubleValue();
            assertThat(similarity.of(one, other)).isCloseTo(expected, within(1e-9));
            assertThat(similarity.of(other, one)).isCloseTo(expected, within(1e-9));
          }
        });
  }

  private static Polygon polygon(RandomGenerator random, int least) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < least + random.nextInt(8); i++) {
      points.add(
          random.nextBoolean()
              ? new Point(random.nextInt(20), random.nextInt(20))
              : new Point(random.nextDouble(20), random.nextDouble(20)));
    }
    return new Polygon(points);
  }

  private static List<Zone> zones(Polygon polygon) {
    return List.of(new Zone(polygon.points(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSweepAgreesWithCountingCells(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      List<Zone> one = zones(polygon(random, 3));
      List<Zone> other = zones(polygon(random, 3));
      SharedArea swept = AreaSweep.of(one, other).orElseThrow();
      SharedArea counted = AreaGrid.of(one, other);
      assertThat(swept.share()).isCloseTo(counted.share(), within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aShapeAndItselfAreOne(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      Polygon polygon = polygon(random, 4);
      assertThat(Overlap.iou(polygon, polygon)).isCloseTo(1, within(1e-9));
      assertThat(Overlap.iou(polygon, new Polygon(polygon.points().reversed())))
          .isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void boxesAgreeWithPolygons(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      Box one = new Box(random.nextInt(9), random.nextInt(9), 1 + random.nextInt(9), 4);
      Box other = new Box(random.nextInt(9), random.nextDouble(9), 1 + random.nextInt(9), 4);
      double expected = Overlap.iou(one, other);
      assertThat(Overlap.iou(asPolygon(one), asPolygon(other))).isCloseTo(expected, within(1e-9));
      assertThat(Overlap.iou(one, asPolygon(other))).isCloseTo(expected, within(1e-9));
    }
  }

  private static Polygon asPolygon(Box box) {
    return new Polygon(Regions.of(box).getFirst().region());
  }

  @Test
  void areasThatCoverNothingShareNothing() {
    Polygon line = new Polygon(List.of(new Point(0, 0), new Point(1, 1), new Point(2, 2)));
    assertThat(Overlap.iou(line, line)).isZero();
    assertThat(Overlap.iou(new Point(1, 1), new Point(1, 1))).isZero();
  }

  @Test
  void aTangleIsCountedOnAGrid() {
    RandomGenerator random = new SplittableRandom(8);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      points.add(new Point(random.nextDouble(1000), i % 2 * 1000 + random.nextDouble(1)));
    }
    Polygon tangle = new Polygon(points);
    assertThat(AreaSweep.of(zones(tangle), zones(tangle))).isEmpty();
    assertThat(Overlap.iou(tangle, tangle)).isEqualTo(1);
  }

  @Test
  void manyVerticesAreSweptQuickly() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double turn = 2 * Math.PI * i / 20_000;
      double radius = 1000 + i % 7;
      points.add(new Point(radius * Math.cos(turn), radius * Math.sin(turn)));
    }
    Polygon one = new Polygon(points);
    Polygon other = new Polygon(points.stream().map(p -> new Point(p.x() + 3, p.y())).toList());
    long before = System.nanoTime();
    assertThat(Overlap.iou(one, other)).isBetween(0.98, 1.0);
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }

  @Test
  void masksShareTheirPixels() {
    Mask one = new Mask(10, 2);
    one.fillRow(0, 0, 6);
    Mask other = new Mask(10, 2);
    other.fillRow(0, 3, 9);
    assertThat(Overlap.iou(one, other)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(Overlap.iou(Rle.of(one), Rle.of(other))).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(Overlap.iou(new Mask(2, 2), new Mask(2, 2))).isZero();
  }

  @Test
  void tracksAreComparedOnEveryFrameOfEither() {
    Similarity similarity = new Similarity(100);
    Track one = track(new Box(0, 0, 10, 10), 0, 5);
    Track other = track(new Box(5, 0, 10, 10), 3, 10);
    assertThat(similarity.of(one, other, 20)).isCloseTo(2.0 / 3 / 10, within(1e-12));
    assertThat(similarity.of(one, one, 20)).isCloseTo(1, within(1e-12));
  }

  /** A box visible from one frame to before another. */
  private static Track track(Box box, int from, int until) {
    return Tracks.of(List.of(entry(box, from, false), entry(box, until, true))).tracks().getFirst();
  }

  private static ToolObject entry(Box box, int frame, boolean isStop) {
    return new ToolObject(
        "a",
        "class",
        "Class",
        box,
        new Marks(OptionalInt.of(frame), false, isStop, false),
        List.of(),
        Optional.empty(),
        Map.of());
  }
}
