/**
 * Notices in the app (people.md 6): what happened while somebody looked elsewhere. Whoever knows
 * that something happened calls {@link kalem.server.notice.Notices#tell} in the transaction in
 * which it happens, so there is a notice exactly when it is true.
 */
@NullMarked
package kalem.server.notice;

import org.jspecify.annotations.NullMarked;
