/**
 * Bringing things in: files and links as assets, labels for them. An import checks every item by
 * itself, then adds the good ones with their tasks in one transaction and reports the others.
 */
@NullMarked
package kalem.server.importing;

import org.jspecify.annotations.NullMarked;
