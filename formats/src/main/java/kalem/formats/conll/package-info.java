/**
 * CoNLL: a token per line, its tag in the last column (IOB2). Between token and tag stand the
 * offsets of the token in UTF-16 units, so that what was written is read back exactly; readers that
 * look at the first and the last column do not notice.
 *
 * <p>Not expressed: blanks at the ends of an entity, overlapping entities beyond the layers asked
 * for, nested answers, answers, relations. Blanks in class titles become {@code _}.
 */
@NullMarked
package kalem.formats.conll;

import org.jspecify.annotations.NullMarked;
