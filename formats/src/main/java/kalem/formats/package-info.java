/**
 * What all formats share. A format reads files of labels into import items, writes rows of an
 * export as files, or both; neither ever holds more than one asset with its labels in memory,
 * unless the format itself demands it, and then the format says so.
 */
@NullMarked
package kalem.formats;

import org.jspecify.annotations.NullMarked;
