/** Who may do what, as data: roles, actions, one table, one check. */
@NullMarked
package kalem.server.access;

import org.jspecify.annotations.NullMarked;
