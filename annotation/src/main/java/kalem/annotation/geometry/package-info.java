/**
 * Shapes in pixels of the original asset, origin top-left, x right, y down; checked and normalised
 * when made.
 */
@NullMarked
package kalem.annotation.geometry;

import org.jspecify.annotations.NullMarked;
