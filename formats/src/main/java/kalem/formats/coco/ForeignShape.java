package kalem.formats.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kalem.annotation.geometry.BadGeometryException;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Segmentation.Zone;
import kalem.annotation.ontology.ClassKind;
import kalem.annotation.raster.Contours;
import kalem.annotation.raster.Rle;
import kalem.formats.Limits;
import kalem.formats.image.ForeignJson;
import kalem.formats.image.Hull;
import tools.jackson.databind.JsonNode;

/**
 * The shape of an annotation that is read: its {@code segmentation} where it says something, else
 * its {@code bbox}. Every method throws {@link BadGeometryException} for values that make no shape.
 */
final class ForeignShape {
  private static final int CORNERS = 4;

  private final Optional<Box> box;
  private final List<List<Point>> rings;
  private final Optional<Segmentation> pixels;

  private ForeignShape(Optional<Box> box, List<List<Point>> rings, Optional<Segmentation> pixels) {
    this.box = box;
    this.rings = rings;
    this.pixels = pixels;
  }

  static ForeignShape of(JsonNode annotation) {
    JsonNode segmentation = annotation.path("segmentation");
    return new ForeignShape(
        box(annotation.path("bbox")),
        segmentation.isArray() ? rings(segmentation) : List.of(),
        segmentation.isObject() ? pixels(segmentation) : Optional.empty());
  }

  private static Optional<Box> box(JsonNode bbox) {
    if (bbox.isMissingNode() || bbox.isNull() || (bbox.isArray() && bbox.isEmpty())) {
      return Optional.empty();
    }
    if (bbox.size() != CORNERS) {
      throw new BadGeometryException("A bbox is a list of 4 numbers.");
    }
    double[] sides = new double[CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      sides[i] = number(bbox.get(i));
    }
    boolean isFlat = sides[2] == 0 || sides[3] == 0;
    return isFlat ? Optional.empty() : Optional.of(new Box(sides[0], sides[1], sides[2], sides[3]));
  }

  private static double number(JsonNode node) {
    OptionalDouble value = ForeignJson.number(node);
    return value.orElseThrow(
        () -> new BadGeometryException("A coordinate is not a finite number."));
  }

  /** Rings of fewer than 3 points, which some tools write, are passed over. */
  private static List<List<Point>> rings(JsonNode list) {
    boolean isOneRing = !list.isEmpty() && list.get(0).isNumber();
    List<List<Point>> rings = new ArrayList<>();
    int points = 0;
    for (JsonNode each : isOneRing ? List.of(list) : list.values()) {
      List<Point> ring = ring(each);
      points += ring.size();
      if (points > Limits.POINTS) {
        throw new BadGeometryException("A shape has more than " + Limits.POINTS + " points.");
      }
      if (ring.size() >= 3) {
        rings.add(ring);
      }
    }
    return rings;
  }

  private static List<Point> ring(JsonNode flat) {
    if (!flat.isArray() || flat.size() % 2 != 0) {
      throw new BadGeometryException("A ring is a list of x and y in turn.");
    }
    List<Point> ring = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      ring.add(new Point(number(flat.get(i)), number(flat.get(i + 1))));
    }
    int end = ring.size();
    while (end > 1 && ring.get(end - 1).equals(ring.getFirst())) {
      end--;
    }
    return ring.subList(0, end);
  }

  private static Optional<Segmentation> pixels(JsonNode runs) {
    JsonNode size = runs.path("size");
    int height = side(size.path(0));
    int width = side(size.path(1));
    if ((long) height * width > Limits.MASK_PIXELS) {
      throw new BadGeometryException("The mask of an annotation is too large.");
    }
    JsonNode counts = runs.path("counts");
    if (counts.isString()) {
      if (counts.stringValue().length() > 4 * Limits.POINTS) {
        throw new BadGeometryException("The mask of an annotation has too many runs.");
      }
      return Contours.trace(Rle.parse(counts.stringValue(), height, width));
    }
    if (!counts.isArray() || counts.size() > Limits.POINTS) {
      throw new BadGeometryException("The runs of a mask are a text or a list of whole numbers.");
    }
    int[] lengths = new int[counts.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = whole(counts.get(i));
    }
    return Contours.trace(Rle.of(height, width, lengths));
  }

  private static int side(JsonNode node) {
    int side = whole(node);
    if (side == 0) {
      throw new BadGeometryException("A mask has a size.");
    }
    return side;
  }

  private static int whole(JsonNode node) {
    OptionalLong value = ForeignJson.whole(node);
    if (value.isEmpty() || value.getAsLong() < 0 || value.getAsLong() > Limits.MASK_PIXELS) {
      throw new BadGeometryException("The runs of a mask are whole numbers.");
    }
    return (int) value.getAsLong();
  }

  /** Whether there is anything at all. */
  boolean isEmpty() {
    return box.isEmpty() && rings.isEmpty() && pixels.isEmpty();
  }

  /** Whether the segmentation says something. */
  boolean hasArea() {
    return !rings.isEmpty() || pixels.isPresent();
  }

  /** The box of the annotation. */
  Optional<Box> box() {
    return box;
  }

  /**
   * The shape as an object of a kind; as what comes nearest when it can not be that.
   *
   * @param rotation degrees, of a rotated box given by its upright form
   */
  Geometry as(ClassKind kind, double rotation) {
    return switch (kind) {
      case BOUNDING_BOX -> hull();
      case ROTATED_BOUNDING_BOX -> rotated(rotation);
      case CIRCLE -> circle();
      case POLYGON -> polygon();
      case SEGMENTATION, BRUSH -> hasArea() ? zones() : hull();
      default -> hasArea() ? polygon() : hull();
    };
  }

  /** Whether the only ring has the corners of a box turned by some degrees. */
  boolean isTurned(double rotation) {
    return rotation != 0 && rings.size() == 1 && rings.getFirst().size() == CORNERS;
  }

  private Box hull() {
    return box.orElseGet(
        () -> {
          List<Point> all =
              hasArea()
                  ? zones().zones().stream().flatMap(zone -> zone.region().stream()).toList()
                  : List.of();
          if (all.isEmpty()) {
            throw new BadGeometryException("The annotation has no size.");
          }
          Hull hull = Hull.of(all);
          return new Box(hull.left(), hull.top(), hull.width(), hull.height());
        });
  }

  private Geometry rotated(double rotation) {
    boolean hasCorners = rings.size() == 1 && rings.getFirst().size() == CORNERS;
    return hasCorners
        ? RotatedBox.ofCorners(rings.getFirst())
        : RotatedBox.turned(hull(), rotation);
  }

  private Geometry circle() {
    Box around = hull();
    double radius = (around.width() + around.height()) / 4;
    return new Circle(around.x() + around.width() / 2, around.y() + around.height() / 2, radius);
  }

  private Geometry polygon() {
    return rings.size() == 1 ? new Polygon(rings.getFirst()) : hasArea() ? zones() : hull();
  }

  private Segmentation zones() {
    return pixels.orElseGet(
        () -> new Segmentation(rings.stream().map(ring -> new Zone(ring, List.of())).toList()));
  }
}
