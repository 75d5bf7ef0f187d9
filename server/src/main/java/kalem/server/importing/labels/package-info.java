/**
 * Labels from outside: by API call, by file, beside new assets (import-format.md).
 *
 * <p>The path of a file: {@code ImportResource} keeps it in the object store, {@code Imports} adds
 * a row and schedules a job, {@code ImportJob} opens it as {@code ImportSource} and hands its
 * items, portion by portion, to {@code Labeling}, which finds the tasks ({@code Targets}), reads
 * the labels against the category schema and stores them. A portion, what was found in it and how
 * far the import is are stored in one transaction, so an import that breaks off goes on where it
 * was.
 *
 * <p>Only one portion is read and one is written at a time: memory depends neither on the number of
 * items nor on the size of one.
 */
@NullMarked
package kalem.server.importing.labels;

import org.jspecify.annotations.NullMarked;
