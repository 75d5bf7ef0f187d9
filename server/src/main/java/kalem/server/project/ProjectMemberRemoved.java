package kalem.server.project;

/** A person lost their role in a project; their open tasks become free in the same transaction. */
public record ProjectMemberRemoved(int projectKey, String email, String removedBy) {}
