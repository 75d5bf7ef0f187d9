package kalem.server.project;

/** A project was marked deleted. */
public record ProjectDeleted(int projectKey, String email) {}
