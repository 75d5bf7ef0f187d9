/**
 * COCO (export-format section 17.2): instances, keypoints and run lengths, all in one {@code
 * annotations.json}.
 */
@NullMarked
package kalem.formats.coco;

import org.jspecify.annotations.NullMarked;
