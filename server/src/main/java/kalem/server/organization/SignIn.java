package kalem.server.organization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kalem.server.access.Caller;
import kalem.server.http.Authenticator;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Timestamps;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords, browser sessions and API keys: proving who one is. */
@Service
class SignIn implements Authenticator {
  static final Duration SESSION_LIFE = Duration.ofDays(14);
  private static final int LEAST_PASSWORD_LENGTH = 10;
  private static final int MOST_PASSWORD_LENGTH = 200;
  private static final int KEY_PREFIX_LENGTH = 8;

  private final AccountStore accounts;
  private final CredentialStore credentials;
  private final PasswordEncoder passwords;
  private final Secrets secrets;
  private final Ids ids;
  private final InstantSource clock;
  private final String someHash;

  SignIn(
      AccountStore accounts,
      CredentialStore credentials,
      PasswordEncoder passwords,
      Secrets secrets,
      Ids ids,
      InstantSource clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.passwords = passwords;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
    this.someHash = String.valueOf(passwords.encode(secrets.newToken()));
  }

  /**
   * A session token for the right e-mail and password. Unknown addresses cost the same time as
   * wrong passwords, so neither can be told from the other.
   */
  @Transactional
  String signIn(String email, String password) {
    String accountId = verify(email, password).id();
    String organizationId =
        accounts.memberships(accountId).stream()
            .findFirst()
            .map(AccountStore.Membership::organizationId)
            .orElseThrow(
                () ->
                    KalemException.forbidden(
                        "You belong to no organization any more. Ask for an invitation."));
    return openSession(accountId, organizationId);
  }

  /**
   * @throws KalemException invalid credentials, the same for unknown addresses and wrong passwords
   */
  Account verify(String email, String password) {
    Optional<AccountStore.Credentials> known = accounts.credentials(Email.normalize(email));
    boolean matches =
        passwords.matches(
            password, known.map(AccountStore.Credentials::passwordHash).orElse(someHash));
    if (known.isEmpty() || !matches) {
      throw new KalemException(
          ErrorCode.INVALID_CREDENTIALS, "The e-mail or the password is not right.");
    }
    return known.get().account();
  }

  String openSession(String accountId, String organizationId) {
    String token = secrets.newToken();
    Instant now = Timestamps.now(clock);
    credentials.addSession(
        Secrets.sha256(token), accountId, organizationId, now, now.plus(SESSION_LIFE));
    return token;
  }

  void signOut(Caller caller) {
    if (caller.credential() instanceof Caller.Credential.Session session) {
      credentials.removeSession(HexFormat.of().parseHex(session.sessionId()));
    }
  }

  @Override
  public Optional<Caller> byApiKey(String key) {
    return accounts.callerByKey(keyHash(key));
  }

  @Override
  public Optional<Caller> bySession(String token) {
    byte[] hash = Secrets.sha256(token);
    return accounts.callerBySession(hash, HexFormat.of().formatHex(hash));
  }

  /** Makes a key that is shown this once; the user's old key for the organization ends. */
  @Transactional
  String newKey(Caller caller) {
    String key = UUID.randomUUID().toString();
    storeKey(caller.accountId(), caller.organizationId(), key);
    return key;
  }

  void storeKey(String accountId, String organizationId, String key) {
    credentials.replaceKey(
        ids.next(0),
        accountId,
        organizationId,
        keyHash(key),
        key.substring(0, Math.min(KEY_PREFIX_LENGTH, key.length() / 2)),
        Timestamps.now(clock));
  }

  Optional<CredentialStore.KeyFacts> key(Caller caller) {
    return credentials.key(caller.accountId(), caller.organizationId());
  }

  @Transactional
  void changePassword(Caller caller, String current, String next) {
    String stored = accounts.credentials(caller.email()).orElseThrow().passwordHash();
    if (!passwords.matches(current, stored)) {
      throw new KalemException(ErrorCode.INVALID_CREDENTIALS, "The current password is not right.");
    }
    accounts.changePassword(caller.accountId(), hash(next));
    if (caller.credential() instanceof Caller.Credential.Session session) {
      credentials.removeOtherSessions(
          caller.accountId(), HexFormat.of().parseHex(session.sessionId()));
    }
  }

  /**
   * The Argon2id hash of a new password.
   *
   * @throws KalemException when it is too short or too long
   */
  String hash(String password) {
    if (password.length() < LEAST_PASSWORD_LENGTH || password.length() > MOST_PASSWORD_LENGTH) {
      throw KalemException.invalid(
          "password must have "
              + LEAST_PASSWORD_LENGTH
              + " to "
              + MOST_PASSWORD_LENGTH
              + " characters.");
    }
    return String.valueOf(passwords.encode(password));
  }

  private static byte[] keyHash(String key) {
    return Secrets.sha256(key.trim().toLowerCase(Locale.ROOT));
  }
}
