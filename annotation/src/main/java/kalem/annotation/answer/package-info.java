/**
 * The answer of a task: reading it from outside, storing it as text, editing it and checking it at
 * submit.
 */
@NullMarked
package kalem.annotation.answer;

import org.jspecify.annotations.NullMarked;
