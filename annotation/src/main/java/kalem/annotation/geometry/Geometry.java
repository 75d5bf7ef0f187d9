package kalem.annotation.geometry;

import kalem.annotation.json.CompactJson;

/**
 * The shape of one tool object (export-format section 8.2). Every value is valid and normal: what
 * was written is read back equal.
 */
public sealed interface Geometry
    permits Box,
        RotatedBox,
        Polygon,
        Polyline,
        Spline,
        Point,
        Circle,
        Segmentation,
        OpaqueGeometry {

  /** The key that names the tool in a tool object, such as {@code bounding-box}. */
  String key();

  /** Writes the value that stands under {@link #key()}. */
  void write(CompactJson json);
}
