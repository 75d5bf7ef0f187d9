/** Tasks and assets' work state: where a task is, who holds it, what it is about. */
@NullMarked
package kalem.server.task;

import org.jspecify.annotations.NullMarked;
