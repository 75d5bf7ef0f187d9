/**
 * Organizations, their people and how they sign in: accounts, roles, invitations, browser sessions
 * and API keys. Uses kernel, access and http; knows nothing of projects but the ids and roles an
 * invitation promises, which it announces as {@link kalem.server.organization.InviteAccepted}.
 */
@NullMarked
package kalem.server.organization;

import org.jspecify.annotations.NullMarked;
