/**
 * Reports in CSV (export-format sections 17.6 to 17.9): answers, times per task, stages, issues.
 * They are written and never read.
 *
 * <p>A cell whose text could start a formula in a spreadsheet gets an apostrophe in front. There is
 * no way to keep both the text and the reader safe in CSV, as it knows no types: quotes do not
 * help, and spreadsheets trim blanks. So the mark is one that can be taken away again: one
 * apostrophe goes wherever apostrophes are followed by {@code = + - @}, a tab or a carriage return,
 * in pandas with {@code frame.replace(r"^'(?='*[=+\-@\t\r＝＋－＠])", "", regex=True)}. Plain numbers
 * stay as they are. The option {@code formulas}, {@code defuse} by default, may be {@code keep}.
 *
 * <p>People are named by their e-mails. Counts are those of the objects as drawn; on video that is
 * key frames.
 */
@NullMarked
package kalem.formats.reports;

import org.jspecify.annotations.NullMarked;
