/**
 * The {@code kalem} command: converts, checks and counts label files without a server, one asset in
 * memory at a time. Alone knows every format.
 */
@NullMarked
package kalem.formats.cli;

import org.jspecify.annotations.NullMarked;
