/**
 * The language of labels: what may be asked, what was drawn and answered, and what is wrong with
 * it. Pure; no I/O.
 */
@NullMarked
package kalem.annotation;

import org.jspecify.annotations.NullMarked;
