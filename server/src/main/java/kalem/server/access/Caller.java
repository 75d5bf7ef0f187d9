package kalem.server.access;

/**
 * The user on whose behalf a request is served, in one organization.
 *
 * @param email lower case; the name under which project data refers to the user
 */
public record Caller(
    String accountId,
    String email,
    String name,
    String organizationId,
    OrganizationRole role,
    Credential credential) {

  /** How the caller proved who they are. */
  public sealed interface Credential {
    /** Header {@code apikey}. */
    record ApiKey() implements Credential {}

    /** The web app's cookie; the id is the stored hash, never the cookie's value. */
    record Session(String sessionId) implements Credential {}
  }
}
