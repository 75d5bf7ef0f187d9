/** Pascal VOC: one XML file of boxes for each picture, and lists of pictures. */
@NullMarked
package kalem.formats.voc;

import org.jspecify.annotations.NullMarked;
