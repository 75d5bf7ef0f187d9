/**
 * What the formats for pictures share: which pictures a row has, its classes in order, hulls,
 * answers as named values, and the building of import items.
 */
@NullMarked
package kalem.formats.image;

import org.jspecify.annotations.NullMarked;
