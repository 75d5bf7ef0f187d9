package kalem.annotation.raster;

/**
 * How thick shapes without an area are drawn, in pixels.
 *
 * @param lineWidth of polylines and splines, with round ends and joins
 * @param pointRadius of points
 */
public record Stroke(double lineWidth, double pointRadius) {
  /** One pixel wide lines, and points that fill the pixel they lie in. */
  public static final Stroke THIN = new Stroke(1, 0.5);

  public Stroke {
    if (!(lineWidth >= 1 && pointRadius >= 0.5)) {
      throw new IllegalArgumentException("Thinner than a pixel, a stroke has gaps");
    }
  }
}
