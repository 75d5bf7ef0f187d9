/**
 * YOLO (export-format section 17.4): detection, oriented boxes, segmentation, pose and lists for
 * image classification, in the layouts of Ultralytics and of Darknet.
 */
@NullMarked
package kalem.formats.yolo;

import org.jspecify.annotations.NullMarked;
