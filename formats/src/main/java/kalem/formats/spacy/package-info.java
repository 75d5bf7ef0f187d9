/**
 * spaCy's JSON: texts with entities as offsets in code points, one text per line. Offsets are
 * converted from and to the UTF-16 units of an answer.
 *
 * <p>Not expressed: overlapping entities, unless they are written as a span group; nested answers,
 * answers, relations. The training form has no room for the external id; reading it matches by the
 * text.
 */
@NullMarked
package kalem.formats.spacy;

import org.jspecify.annotations.NullMarked;
