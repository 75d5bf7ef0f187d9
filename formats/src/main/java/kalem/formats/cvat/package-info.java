/** CVAT's XML 1.1, for pictures and for video. */
@NullMarked
package kalem.formats.cvat;

import org.jspecify.annotations.NullMarked;
