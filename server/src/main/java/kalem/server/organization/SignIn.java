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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords, browser sessions and API keys: proving who one is. */
@Service
class SignIn implements Authenticator {
  static final Duration SESSION_LIFE = Duration.ofDays(14);
  private static final int KEY_PREFIX_LENGTH = 8;

  private final AccountStore accounts;
  private final CredentialStore credentials;
  private final Passwords passwords;
  private final SignInFailures failures;
  private final Secrets secrets;
  private final Ids ids;
  private final InstantSource clock;
  private final String someHash;

  SignIn(
      AccountStore accounts,
      CredentialStore credentials,
      Passwords passwords,
      SignInFailures failures,
      Secrets secrets,
      Ids ids,
      InstantSource clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.passwords = passwords;
    this.failures = failures;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
    this.someHash = passwords.hash(secrets.newToken());
  }

  /**
   * Somebody who wants to prove who they are.
   *
   * @param address where the call comes from
   */
  record Attempt(String email, String password, String address) {}

  /**
   * A session token for the right e-mail and password. Unknown addresses cost the same time as
   * wrong passwords, so neither can be told from the other.
   */
  String signIn(Attempt attempt) {
    String accountId = verify(attempt).id();
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
   * @throws KalemException invalid credentials, the same for unknown addresses and wrong passwords;
   *     too many requests after too many of them
   */
  Account verify(Attempt attempt) {
    return verify(attempt, "The e-mail or the password is not right.");
  }

  private Account verify(Attempt attempt, String refusal) {
    String email = Email.normalize(attempt.email());
    failures.requireFew(email, attempt.address());
    return passwords.inTurn(
        encoder -> {
          // Again, as others may have failed while this one waited.
          failures.requireFew(email, attempt.address());
          Optional<AccountStore.Credentials> known = accounts.credentials(email);
          boolean matches =
              encoder.matches(
                  attempt.password(),
                  known.map(AccountStore.Credentials::passwordHash).orElse(someHash));
          if (known.isEmpty() || !matches) {
            failures.add(email, attempt.address());
            throw new KalemException(ErrorCode.INVALID_CREDENTIALS, refusal);
          }
          failures.forget(email);
          return known.get().account();
        });
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

  /** Ends all other browser sessions; called with a key, all of them. */
  void changePassword(Caller caller, String current, String next, String address) {
    Passwords.requireLength(next);
    verify(new Attempt(caller.email(), current, address), "The current password is not right.");
    Optional<byte[]> kept =
        caller.credential() instanceof Caller.Credential.Session session
            ? Optional.of(HexFormat.of().parseHex(session.sessionId()))
            : Optional.empty();
    credentials.changePassword(caller.accountId(), passwords.hash(next), kept);
  }

  private static byte[] keyHash(String key) {
    return Secrets.sha256(key.trim().toLowerCase(Locale.ROOT));
  }
}
