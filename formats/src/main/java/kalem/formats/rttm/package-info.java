/**
 * RTTM: a {@code SPEAKER} line per part of a recording; the class is the speaker. The recording is
 * named by its external id without the extension, blanks made {@code _}; blanks in class titles
 * become {@code _} too.
 *
 * <p>Not expressed: nested answers, answers, relations, spans of text.
 */
@NullMarked
package kalem.formats.rttm;

import org.jspecify.annotations.NullMarked;
