package kalem.server.http;

import java.util.Optional;
import kalem.server.access.Caller;

/** Finds out who is calling. Declared here, implemented by the organization feature. */
public interface Authenticator {
  /** The user a key acts for; empty when the key is unknown, revoked or its user removed. */
  Optional<Caller> byApiKey(String key);

  /** The user signed in with this session cookie; empty when it is unknown or expired. */
  Optional<Caller> bySession(String token);
}
