package kalem.server.organization;

import java.time.Instant;
import java.util.Optional;

/**
 * A person who can sign in.
 *
 * @param email lower case, unique
 */
public record Account(
    String id, String email, String name, Instant createdAt, Optional<Instant> lastActiveAt) {}
