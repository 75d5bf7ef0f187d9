/** LabelMe's JSON, one file per picture. */
@NullMarked
package kalem.formats.labelme;

import org.jspecify.annotations.NullMarked;
