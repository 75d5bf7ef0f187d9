package kalem.server.organization;

/**
 * Somebody left an organization, or was removed. Projects listen, to take their roles and tasks.
 */
public record MemberRemoved(String organizationId, String email, String removedBy) {}
