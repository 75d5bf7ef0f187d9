/** The list of all formats: the one place to which a new format is added. */
@NullMarked
package kalem.formats.catalog;

import org.jspecify.annotations.NullMarked;
