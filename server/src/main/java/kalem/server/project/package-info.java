/**
 * Projects: settings, category schema, workflow graph, members, batches; and the gate through which
 * callers reach anything inside a project. Uses organization. What it needs to know of tasks it
 * asks through {@link kalem.server.project.StageOccupancy}, which the task feature implements.
 */
@NullMarked
package kalem.server.project;

import org.jspecify.annotations.NullMarked;
