/**
 * Shapes as pixels and back: filling, run lengths and tracing. Pixel (x, y) covers the square from
 * that corner to the next one; it belongs to a shape when its centre does (export-format section
 * 8.4).
 */
@NullMarked
package kalem.annotation.raster;

import org.jspecify.annotations.NullMarked;
