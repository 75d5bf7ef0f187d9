/**
 * Texts deflated once and copied many times: parts of raw deflate that can stand anywhere in a
 * stream, and a zip made of them. Shared by the formats; knows none of them.
 */
@NullMarked
package kalem.formats.deflate;

import org.jspecify.annotations.NullMarked;
