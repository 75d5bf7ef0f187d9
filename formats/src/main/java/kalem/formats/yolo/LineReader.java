package kalem.formats.yolo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.ontology.ClassKind;
import kalem.formats.Limits;
import kalem.formats.image.ImageLabels;
import kalem.formats.image.ImageLabels.Labeled;
import kalem.formats.image.Visibility;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns lines into objects; a number more than the form has is the confidence of a model. */
final class LineReader {
  private static final int BOX = 4;
  private static final int CORNERS = 8;
  private static final int SMALLEST_RING = 6;

  private final DataSet dataSet;
  private final YoloKind kind;

  LineReader(DataSet dataSet, YoloKind kind) {
    this.dataSet = dataSet;
    this.kind = kind;
  }

  /**
   * Adds what a line says.
   *
   * @param number of the line, for ids
   * @throws BadGeometryException with the reason why it can not be used
   */
  void read(Line line, int number, ImageSize size, ImageLabels labels) {
    int count = line.count();
    if (count > 2 * Limits.POINTS) {
      throw new BadGeometryException("A line has more than " + Limits.POINTS + " points.");
    }
    boolean isBox = count == BOX || count == BOX + 1;
    if (kind == YoloKind.POSE && dataSet.pose().isPresent()) {
      pose(line, number, size, dataSet.pose().get(), labels);
    } else if (isBox) {
      add(line, as(line, box(line, size)), count > BOX, labels);
    } else if (kind == YoloKind.OBB && count <= CORNERS + 1) {
      boolean hasScore = count == CORNERS + 1;
      add(line, turned(line, ring(line, CORNERS, size)), hasScore, labels);
    } else if (count >= SMALLEST_RING && kind != YoloKind.DETECTION) {
      boolean hasScore = count % 2 == 1;
      int end = count - (hasScore ? 1 : 0);
      add(line, outline(line, ring(line, end, size)), hasScore, labels);
    } else {
      throw new BadGeometryException("A line has not as many numbers as " + kind.key() + " needs.");
    }
  }

  private Labeled add(Line line, Geometry geometry, boolean hasScore, ImageLabels labels) {
    Labeled object = labels.object(dataSet.title(line.classNumber()), geometry);
    if (hasScore) {
      double score = line.number(line.count() - 1);
      object.extra("score", JsonNodeFactory.instance.numberNode(score));
    }
    return object;
  }

  private static Box box(Line line, ImageSize size) {
    double width = line.number(2) * size.width();
    double height = line.number(3) * size.height();
    return new Box(
        line.number(0) * size.width() - width / 2,
        line.number(1) * size.height() - height / 2,
        width,
        height);
  }

  /** A box as the kind of object it was made from, where a box still says all of it. */
  private Geometry as(Line line, Box box) {
    ClassKind tool = dataSet.tool(line.classNumber()).orElse(ClassKind.BOUNDING_BOX);
    return tool == ClassKind.CIRCLE
        ? new Circle(
            box.x() + box.width() / 2, box.y() + box.height() / 2, (box.width() + box.height()) / 4)
        : box;
  }

  private static List<Point> ring(Line line, int end, ImageSize size) {
    List<Point> ring = new ArrayList<>(end / 2);
    for (int i = 0; i + 1 < end; i += 2) {
      ring.add(new Point(line.number(i) * size.width(), line.number(i + 1) * size.height()));
    }
    return ring;
  }

  private Geometry turned(Line line, List<Point> corners) {
    RotatedBox turned = RotatedBox.ofCorners(corners);
    boolean isUpright =
        dataSet.tool(line.classNumber()).filter(kind -> kind == ClassKind.BOUNDING_BOX).isPresent();
    return isUpright ? new Box(turned.x(), turned.y(), turned.width(), turned.height()) : turned;
  }

  private Geometry outline(Line line, List<Point> ring) {
    boolean isZone =
        dataSet.tool(line.classNumber()).filter(kind -> kind == ClassKind.SEGMENTATION).isPresent();
    return isZone ? new Segmentation(List.of(new Zone(ring, List.of()))) : new Polygon(ring);
  }

  private void pose(Line line, int number, ImageSize size, DataSet.Pose pose, ImageLabels labels) {
    int expected = BOX + pose.points() * pose.numbers();
    if (line.count() != expected && line.count() != expected + 1) {
      throw new BadGeometryException("A line has not as many numbers as kpt_shape says.");
    }
    String title = dataSet.title(line.classNumber());
    Labeled box = add(line, box(line, size), line.count() > expected, labels);
    List<String> members = new ArrayList<>();
    for (int i = 0; i < pose.points(); i++) {
      int at = BOX + i * pose.numbers();
      double visibility = pose.numbers() == 3 ? line.number(at + 2) : presence(line, at);
      if (visibility > 0) {
        Point place =
            new Point(line.number(at) * size.width(), line.number(at + 1) * size.height());
        Labeled point = labels.object(pose.title(line.classNumber(), title, i), place);
        if (visibility == Visibility.HIDDEN) {
          point.extra(Visibility.KEY, JsonNodeFactory.instance.numberNode(Visibility.HIDDEN));
        }
        members.add(point.ensureId("point-" + number + "-" + i));
      }
    }
    if (!members.isEmpty()) {
      members.addFirst(box.ensureId("object-" + number));
      labels.group(pose.relation(), members);
    }
  }

  /** Without a visibility of its own, a point in the corner of the picture is absent. */
  private static double presence(Line line, int at) {
    return line.number(at) > 0 || line.number(at + 1) > 0 ? 2 : 0;
  }

  /** What the lines most likely say, from a few of them. */
  static Optional<YoloKind> guess(Iterable<String> lines) {
    int boxes = 0;
    int corners = 0;
    int rings = 0;
    for (String text : lines) {
      int length = Line.of(text).map(Line::count).orElse(0);
      if (length == BOX || length == BOX + 1) {
        boxes++;
      } else if (length == CORNERS || length == CORNERS + 1) {
        corners++;
      } else if (length >= SMALLEST_RING) {
        rings++;
      }
    }
    if (rings > 0) {
      return Optional.of(YoloKind.SEGMENTATION);
    }
    if (corners > 0) {
      return Optional.of(YoloKind.OBB);
    }
    return boxes > 0 ? Optional.of(YoloKind.DETECTION) : Optional.empty();
  }
}
