/**
 * WebVTT: a cue per part of a recording. The class is the voice of the cue, and an answer in text
 * that is nested in the label its words.
 *
 * <p>Times have milliseconds. Not expressed: other nested answers, answers, relations, spans of
 * text.
 */
@NullMarked
package kalem.formats.webvtt;

import org.jspecify.annotations.NullMarked;
