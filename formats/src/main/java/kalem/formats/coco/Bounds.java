package kalem.formats.coco;

import java.io.IOException;
import kalem.annotation.geometry.Box;
import kalem.formats.FileText;
import kalem.formats.image.Hull;

/** The value of {@code bbox}: top-left corner and size in pixels. */
record Bounds(double x, double y, double width, double height) {
  /** Subtracting borders leaves noise in the last digits, which nobody wants to store. */
  private static final double PER_PIXEL = 1e6;

  static Bounds of(Box box) {
    return new Bounds(box.x(), box.y(), box.width(), box.height());
  }

  static Bounds of(Hull hull) {
    return new Bounds(hull.left(), hull.top(), rounded(hull.width()), rounded(hull.height()));
  }

  private static double rounded(double size) {
    double rounded = Math.rint(size * PER_PIXEL) / PER_PIXEL;
    return Double.isFinite(rounded) ? rounded : size;
  }

  void write(FileText text) throws IOException {
    text.append('[').number(x).append(',').number(y).append(',');
    text.number(width).append(',').number(height).append(']');
  }
}
