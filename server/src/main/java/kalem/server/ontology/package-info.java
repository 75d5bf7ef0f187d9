/**
 * Category schemas on the server: checking them before they are saved and reading stored ones fast.
 * The language itself lives in {@code kalem.annotation}.
 */
@NullMarked
package kalem.server.ontology;

import org.jspecify.annotations.NullMarked;
