/** KITTI object labels (export-format section 17.3): boxes on pictures and in point clouds. */
@NullMarked
package kalem.formats.kitti;

import org.jspecify.annotations.NullMarked;
