package kalem.server.annotation;

import java.util.Map;
import java.util.Optional;
import kalem.formats.deflate.DeflatedPart;

/**
 * The text of an answer as it is stored: the members of the JSON object, without its braces.
 *
 * @param length bytes, not deflated
 * @param whole empty: the text is large and kept in parts
 * @param counts of a text just made: annotations by kind of tool or question; empty for one that
 *     was read
 */
record AnswerText(
    long length, Optional<DeflatedPart> whole, AnswerTraits traits, Map<String, Integer> counts) {}
