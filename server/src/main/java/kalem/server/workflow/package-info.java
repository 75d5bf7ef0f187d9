/**
 * The workflow: where a task goes next, decided by a pure step and carried out in one transaction;
 * the queues that hand tasks out; submit, review, skip and requeue. Uses task and annotation.
 */
@NullMarked
package kalem.server.workflow;

import org.jspecify.annotations.NullMarked;
