/** Datumaro's own JSON, version 1. */
@NullMarked
package kalem.formats.datumaro;

import org.jspecify.annotations.NullMarked;
