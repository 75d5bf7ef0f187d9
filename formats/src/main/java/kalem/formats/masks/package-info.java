/**
 * PNG masks (export-format section 17.5), one for each picture, page or frame, with {@code
 * class_map.json} beside them; and the check of brush masks that come in.
 *
 * <p>Not expressed: which object a pixel belongs to, what lies under other objects, answers,
 * relations, nested answers, and objects without a place on a picture.
 */
@NullMarked
package kalem.formats.masks;

import org.jspecify.annotations.NullMarked;
