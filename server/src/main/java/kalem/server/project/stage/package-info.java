/**
 * What stages of a workflow are set to do, as data: rules of Logic stages, and the settings of
 * every other type. Read leniently from a definition that was checked before it was saved.
 */
@NullMarked
package kalem.server.project.stage;

import org.jspecify.annotations.NullMarked;
