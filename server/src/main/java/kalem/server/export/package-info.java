/**
 * Exports: one zip of a project's tasks with their answers, made by a job and fetched through a
 * signed link.
 *
 * <p>The path of an export: {@link kalem.server.export.ExportResource} reads the options, {@link
 * kalem.server.export.Exports} writes a row and schedules a job, {@code ExportJob} opens one
 * read-only snapshot and has {@code ExportRows} stream out of it straight through the zip writer
 * into the object store. Memory depends neither on the size of the project nor on that of an
 * answer's history.
 *
 * <p>The rows are read by SQL of this feature's own from the tables of task, asset and annotation:
 * one consistent snapshot in key order needs one query plan, not one call per task.
 */
@NullMarked
package kalem.server.export;

import org.jspecify.annotations.NullMarked;
