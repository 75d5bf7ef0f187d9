/**
 * Issues on tasks (workflow.md 15): what is wrong, where, and the talk about it. An issue belongs
 * to one task; a task counts its open ones.
 */
@NullMarked
package kalem.server.issue;

import org.jspecify.annotations.NullMarked;
