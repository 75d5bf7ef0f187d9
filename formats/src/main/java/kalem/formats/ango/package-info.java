/**
 * The export and import format of Ango Hub. Writing copies stored texts, reading yields one item at
 * a time; both need memory for one row and no more.
 */
@NullMarked
package kalem.formats.ango;

import org.jspecify.annotations.NullMarked;
