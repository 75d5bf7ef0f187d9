/**
 * Tasks: where each one is, who holds it, what is known of it; the task list with its filters,
 * stage history, assignment and priority. Moving tasks along the workflow is the workflow feature's
 * part. Uses project and asset.
 */
@NullMarked
package kalem.server.task;

import org.jspecify.annotations.NullMarked;
