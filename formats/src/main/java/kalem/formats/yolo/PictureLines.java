package kalem.formats.yolo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.geometry.Bounds;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Fit;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.formats.FileText;
import kalem.formats.FormatReport;
import kalem.formats.image.ClassOrder;
import kalem.formats.image.Hull;
import kalem.formats.image.Outline;
import kalem.formats.image.RowImage;
import kalem.formats.image.Visibility;

/**
 * Writes the lines of one picture, whatever the kind; numbers are shares of its width and height.
 */
final class PictureLines {
  private static final int DECIMALS = 6;

  private final YoloKind kind;
  private final ClassOrder order;
  private final FormatReport report;
  private final FileText text;
  private final RowImage image;
  private final ImageSize size;
  private final Bounds bounds;
  private int count;

  PictureLines(
      YoloKind kind,
      ClassOrder order,
      FormatReport report,
      FileText text,
      RowImage image,
      ImageSize size) {
    this.kind = kind;
    this.order = order;
    this.report = report;
    this.text = text;
    this.image = image;
    this.size = size;
    this.bounds = new Bounds(size);
  }

  /** The number of objects written. */
  int count() {
    return count;
  }

  /** Writes all objects that have a place. */
  void write() throws IOException {
    Optional<Poses> poses =
        kind == YoloKind.POSE ? Optional.of(Poses.of(image, order, report)) : Optional.empty();
    for (ToolObject object : image.objects()) {
      if (poses.isEmpty() || !poses.get().isPoint(object)) {
        write(object, poses);
      }
    }
    if (poses.isEmpty()) {
      image
          .row()
          .answer()
          .relations()
          .forEach(
              each ->
                  report.leftOut(
                      "A relation has no place in YOLO " + kind.key() + ".",
                      image.name() + ": " + each.objectId()));
    }
  }

  private void write(ToolObject object, Optional<Poses> poses) throws IOException {
    OptionalInt number = order.indexOf(object);
    if (number.isEmpty()) {
      report.leftOut("The class of an object is not in the schema.", image.place(object));
      return;
    }
    if (!hasPlace(object.geometry())) {
      report.leftOut(
          "A " + object.geometry().key() + " has no place in YOLO " + kind.key() + ".",
          image.place(object));
      return;
    }
    Optional<Geometry> inside = inside(object);
    if (inside.isPresent() && write(number.getAsInt(), inside.get(), object, poses)) {
      count++;
      lost(object);
    }
  }

  private boolean hasPlace(Geometry geometry) {
    return switch (geometry) {
      case Box _ -> kind != YoloKind.SEGMENTATION;
      case RotatedBox _ -> kind != YoloKind.SEGMENTATION;
      case Polygon _, Segmentation _, Circle _ -> kind != YoloKind.OBB;
      case Polyline _, Spline _, Point _, OpaqueGeometry _ -> false;
    };
  }

  /** The part inside the picture; nothing, and reported, when there is none. */
  private Optional<Geometry> inside(ToolObject object) {
    return switch (bounds.fit(object.geometry())) {
      case Fit.Inside(Geometry same) -> Optional.of(same);
      case Fit.Clipped(Geometry left) -> {
        report.leftOut(
            "The part of an object outside the picture was cut off.", image.place(object));
        yield Optional.of(left);
      }
      case Fit.Outside() -> {
        outside(object);
        yield Optional.empty();
      }
    };
  }

  private void outside(ToolObject object) {
    report.leftOut("An object lies outside the picture.", image.place(object));
  }

  private boolean write(int number, Geometry shape, ToolObject object, Optional<Poses> poses)
      throws IOException {
    switch (kind) {
      case DETECTION -> {
        return writeBox(number, shape, object, "\n");
      }
      case POSE -> {
        if (!writeBox(number, shape, object, "")) {
          return false;
        }
        keypoints(poses.orElseThrow().of(object));
        return true;
      }
      case OBB -> ring(number, corners(shape));
      case SEGMENTATION -> outlines(number, shape, object);
      case CLASSIFICATION -> throw new IllegalStateException("Lists have no lines");
    }
    return true;
  }

  private boolean writeBox(int number, Geometry shape, ToolObject object, String end)
      throws IOException {
    Hull hull = Hull.of(shape).orElseThrow().clipped(size.width(), size.height());
    if (hull.isFlat()) {
      outside(object);
      return false;
    }
    if (!(object.geometry() instanceof Box)) {
      report.leftOut(
          "Of a "
              + object.geometry().key()
              + " only the box around it is kept in YOLO "
              + kind.key()
              + ".",
          image.place(object));
    }
    text.whole(number);
    share((hull.left() + hull.right()) / 2, size.width());
    share((hull.top() + hull.bottom()) / 2, size.height());
    share(hull.width(), size.width());
    share(hull.height(), size.height());
    text.append(end);
    return true;
  }

  private static List<Point> corners(Geometry shape) {
    return shape instanceof RotatedBox turned
        ? turned.corners()
        : Hull.of(shape).orElseThrow().corners();
  }

  private void outlines(int number, Geometry shape, ToolObject object) throws IOException {
    switch (shape) {
      case Polygon polygon -> ring(number, polygon.points());
      case Circle circle -> ring(number, Outline.of(circle));
      case Segmentation segmentation -> {
        for (Segmentation.Zone zone : segmentation.zones()) {
          ring(number, BridgedRing.of(zone));
        }
        if (segmentation.zones().size() > 1) {
          report.leftOut(
              "The parts of one segmentation become objects of their own in YOLO.",
              image.place(object));
        }
      }
      case Box _, RotatedBox _, Polyline _, Spline _, Point _, OpaqueGeometry _ ->
          throw new IllegalStateException("No outline: " + shape.key());
    }
  }

  private void ring(int number, List<Point> ring) throws IOException {
    text.whole(number);
    for (Point point : ring) {
      share(point.x(), size.width());
      share(point.y(), size.height());
    }
    text.append('\n');
  }

  private void keypoints(List<Optional<ToolObject>> points) throws IOException {
    for (Optional<ToolObject> point : points) {
      if (point.isPresent() && point.get().geometry() instanceof Point at) {
        share(at.x(), size.width());
        share(at.y(), size.height());
        text.append(' ').whole(Visibility.of(point.get()));
      } else {
        text.append(" 0 0 0");
      }
    }
    text.append('\n');
  }

  private void share(double pixels, double whole) throws IOException {
    text.append(' ').fixed(Math.clamp(pixels / whole, 0, 1), DECIMALS);
  }

  private void lost(ToolObject object) {
    if (!object.classifications().isEmpty()) {
      report.leftOut("The answers of an object have no place in YOLO.", image.place(object));
    }
    if (object.extras().containsKey("score")) {
      report.leftOut("A score has no place in YOLO.", image.place(object));
    }
  }
}
