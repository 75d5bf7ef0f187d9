/** The hub: one package per feature, wired together in {@code app}. */
@NullMarked
package kalem.server;

import org.jspecify.annotations.NullMarked;
