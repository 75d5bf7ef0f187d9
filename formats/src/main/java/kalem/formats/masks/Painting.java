package kalem.formats.masks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import kalem.annotation.geometry.Geometry;
import kalem.annotation.geometry.Polyline;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rasterizer;
import kalem.annotation.raster.Stroke;
import kalem.formats.image.Hull;

/**
 * Paints objects row by row from the top. Only a band of rows is held, so that memory does not grow
 * with the height of the picture.
 */
final class Painting {
  private static final int BAND_PIXELS = 1 << 21;

  private final int width;
  private final int height;
  private final List<Shape> shapes;
  private final MaskOptions options;
  private final int outline;
  private final int bandHeight;
  private final short[] band;
  private int bandTop;
  private int bandBottom;

  /**
   * An object to paint.
   *
   * @param number of its class
   * @param hull around its pixels, outlines included
   */
  record Shape(Geometry geometry, int number, int rank, Hull hull) {}

  /**
   * Paints nothing yet.
   *
   * @param shapes in the order they were drawn
   * @param outline the number that outlines are painted with
   */
  Painting(int width, int height, List<Shape> shapes, MaskOptions options, int outline) {
    this.width = width;
    this.height = height;
    this.shapes = shapes.stream().sorted(Comparator.comparingInt(Shape::rank)).toList();
    this.options = options;
    this.outline = outline;
    this.bandHeight = Math.clamp(BAND_PIXELS / width, 1, height);
    this.band = new short[width * bandHeight];
  }

  /** How far pixels of a shape may lie outside its hull. */
  static double margin(MaskOptions options) {
    double stroke = Math.max(options.stroke().lineWidth() / 2, options.stroke().pointRadius());
    return 1 + Math.max(stroke, options.outlineWidth() / 2);
  }

  /** Copies a row of numbers of classes; rows are asked for from the top. */
  void row(int y, short[] target) {
    if (y >= bandBottom) {
      bandTop = y;
      bandBottom = Math.min(height, y + bandHeight);
      Arrays.fill(band, (short) MaskClasses.BACKGROUND);
      shapes.forEach(this::paint);
    }
    System.arraycopy(band, (y - bandTop) * width, target, 0, width);
  }

  private void paint(Shape shape) {
    int left = (int) Math.clamp(Math.floor(shape.hull().left()), 0.0, width);
    int right = (int) Math.clamp(Math.ceil(shape.hull().right()), 0.0, width);
    int top = (int) Math.clamp(Math.floor(shape.hull().top()), (double) bandTop, bandBottom);
    int bottom = (int) Math.clamp(Math.ceil(shape.hull().bottom()), (double) bandTop, bandBottom);
    if (left >= right || top >= bottom) {
      return;
    }
    Geometry moved = new Shift(-left, -top).of(shape.geometry());
    Mask inside = new Mask(right - left, bottom - top);
    Rasterizer.paint(moved, options.stroke(), inside);
    stamp(inside, left, top, shape.number());
    if (options.outlineWidth() > 0) {
      Mask around = new Mask(right - left, bottom - top);
      Stroke stroke = new Stroke(options.outlineWidth(), options.stroke().pointRadius());
      for (Polyline ring : Shift.outlines(moved)) {
        Rasterizer.paint(ring, stroke, around);
      }
      stamp(around, left, top, outline);
    }
  }

  private void stamp(Mask mask, int left, int top, int number) {
    for (int y = 0; y < mask.height(); y++) {
      int start = (top + y - bandTop) * width + left;
      for (int x = 0; x < mask.width(); x++) {
        if (mask.get(x, y)) {
          band[start + x] = (short) number;
        }
      }
    }
  }
}
