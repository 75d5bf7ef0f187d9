package kalem.annotation.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import kalem.annotation.answer.Marks;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;

/** Makes objects on key frames. */
final class RandomTracks {
  static final int KINDS = 7;

  private final RandomGenerator random;

  RandomTracks(RandomGenerator random) {
    this.random = random;
  }

  static ToolObject keyFrame(String objectId, int frame, Geometry geometry) {
    return new ToolObject(
        objectId,
        "class",
        "Class",
        geometry,
        new Marks(OptionalInt.of(frame), false, false, false),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  static ToolObject stop(ToolObject object) {
    return object.withMarks(new Marks(object.marks().page(), false, true, object.marks().lock()));
  }

  /** Entries of some objects, each with a few key frames below the total. */
  List<ToolObject> entries(int objects, int frameTotal) {
    List<ToolObject> entries = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      int kind = random.nextInt(KINDS);
      for (int frame = random.nextInt(frameTotal);
          frame < frameTotal;
          frame += 1 + random.nextInt(frameTotal)) {
        ToolObject keyFrame = keyFrame("object-" + i, frame, shape(kind));
        entries.add(random.nextInt(4) == 0 ? stop(keyFrame) : keyFrame);
      }
    }
    return entries;
  }

  Geometry shape(int kind) {
    return switch (kind) {
      case 0 -> new Box(number(), number(), 1 + number(), 1 + number());
      case 1 -> RotatedBox.turned(new Box(number(), number(), 9, 5), random.nextDouble(-180, 180));
      case 2 -> new Circle(number(), number(), 1 + number());
      case 3 -> new Point(number(), number());
      case 4 -> new Polygon(points(3 + random.nextInt(5)));
      case 5 -> new Polyline(points(2 + random.nextInt(5)));
      default -> segmentation();
    };
  }

  private Segmentation segmentation() {
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      zones.add(
          new Zone(
              points(3 + random.nextInt(5)),
              random.nextBoolean() ? List.of(points(3)) : List.of()));
    }
    return new Segmentation(zones);
  }

  private List<Point> points(int count) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(new Point(number(), number()));
    }
    return points;
  }

  private double number() {
    return random.nextBoolean() ? random.nextInt(100) : random.nextDouble(100);
  }
}
