package kalem.formats.cvat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import kalem.annotation.geometry.Box;
import kalem.annotation.geometry.Circle;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.OpaqueGeometry;
import kalem.annotation.geometry.Point;
import kalem.annotation.geometry.Polygon;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.geometry.RotatedBox;
import kalem.annotation.geometry.Segmentation;
import kalem.annotation.geometry.Spline;
import kalem.annotation.raster.Mask;
import kalem.formats.FileText;
import kalem.formats.image.CroppedMask;

/** Writes what shapes look like: the name of their element, and its attributes. */
final class ShapeWriter {
  private final XmlWriter xml;

  ShapeWriter(XmlWriter xml) {
    this.xml = xml;
  }

  /** The element of a shape; nothing for a segmentation, which is a mask, and for what has none. */
  static Optional<String> element(Geometry geometry) {
    return switch (geometry) {
      case Box _, RotatedBox _ -> Optional.of("box");
      case Polygon _ -> Optional.of("polygon");
      case Polyline _, Spline _ -> Optional.of("polyline");
      case Point _ -> Optional.of("points");
      case Circle _ -> Optional.of("ellipse");
      case Segmentation _, OpaqueGeometry _ -> Optional.empty();
    };
  }

  /** Writes the attributes of a shape that has an element. */
  void write(Geometry geometry) throws IOException {
    switch (geometry) {
      case Box box -> corners(box.x(), box.y(), box.width(), box.height());
      case RotatedBox box -> turned(box);
      case Polygon polygon -> points(polygon.points());
      case Polyline line -> points(line.points());
      case Spline spline -> points(spline.curve());
      case Point point -> points(List.of(point));
      case Circle circle ->
          xml.attribute("cx", circle.x())
              .attribute("cy", circle.y())
              .attribute("rx", circle.radius())
              .attribute("ry", circle.radius());
      case Segmentation _, OpaqueGeometry _ ->
          throw new IllegalArgumentException("There is no element for " + geometry.key());
    }
  }

  private void corners(double x, double y, double width, double height) throws IOException {
    xml.attribute("xtl", x).attribute("ytl", y);
    xml.attribute("xbr", x + width).attribute("ybr", y + height);
  }

  /** CVAT turns the upright box around its centre, clockwise, by 0 to 360 degrees. */
  private void turned(RotatedBox box) throws IOException {
    double x = (box.corners().get(0).x() + box.corners().get(2).x()) / 2 - box.width() / 2;
    double y = (box.corners().get(0).y() + box.corners().get(2).y()) / 2 - box.height() / 2;
    corners(x, y, box.width(), box.height());
    xml.attribute("rotation", box.rotation() < 0 ? box.rotation() + 360 : box.rotation());
  }

  void points(List<Point> points) throws IOException {
    FileText text = xml.begin("points");
    for (int i = 0; i < points.size(); i++) {
      if (i > 0) {
        text.append(';');
      }
      text.number(points.get(i).x()).append(',').number(points.get(i).y());
    }
    xml.endAttribute();
  }

  /** Runs go row by row through the painted part, beginning with pixels that are not set. */
  void mask(CroppedMask crop) throws IOException {
    FileText text = xml.begin("rle");
    Mask mask = crop.mask();
    boolean isSet = false;
    long run = 0;
    boolean isFirst = true;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.get(x, y) != isSet) {
          text.append(isFirst ? "" : ", ").whole(run);
          isFirst = false;
          isSet = !isSet;
          run = 0;
        }
        run++;
      }
    }
    text.append(isFirst ? "" : ", ").whole(run);
    xml.endAttribute().attribute("left", (long) crop.left()).attribute("top", (long) crop.top());
    xml.attribute("width", (long) mask.width()).attribute("height", (long) mask.height());
  }
}
