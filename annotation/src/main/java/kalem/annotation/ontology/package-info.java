/** The category schema of a project: classes, options, and the check before one is stored. */
@NullMarked
package kalem.annotation.ontology;

import org.jspecify.annotations.NullMarked;
