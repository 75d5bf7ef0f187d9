package kalem.server.organization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import kalem.server.access.OrganizationRole;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first administrator: made from the environment at the first start, or by the first visitor
 * who holds the one-time link that the server prints.
 */
@Service
class FirstRun {
  private static final Logger LOG = LoggerFactory.getLogger(FirstRun.class);
  private static final String TOKEN = "setup-token";

  private final AccountStore accounts;
  private final SignIn signIn;
  private final Passwords passwords;
  private final Settings settings;
  private final Secrets secrets;
  private final JdbcClient jdbc;
  private final Ids ids;
  private final InstantSource clock;
  private final TransactionTemplate transaction;

  FirstRun(
      AccountStore accounts,
      SignIn signIn,
      Passwords passwords,
      Settings settings,
      Secrets secrets,
      JdbcClient jdbc,
      Ids ids,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.signIn = signIn;
    this.passwords = passwords;
    this.settings = settings;
    this.secrets = secrets;
    this.jdbc = jdbc;
    this.ids = ids;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Who asks to be the first administrator. */
  record Request(String token, String email, String name, String password, String organization) {}

  /** Prints the link once the server listens; a new one at every start until it was used. */
  @EventListener(ApplicationReadyEvent.class)
  void printLink() {
    if (settings.firstAdministrator().isEmpty() && isNeeded()) {
      String token = secrets.newToken();
      jdbc.sql(
              """
              insert into installation (name, value) values (?, ?)
              on conflict (name) do update set value = excluded.value
              """)
          .params(TOKEN, HexFormat.of().formatHex(Secrets.sha256(token)))
          .update();
      LOG.info(
          "No account exists yet. Set up the first administrator here (works once):"
              + " {}/setup?token={}",
          settings.publicUrl(),
          token);
    }
  }

  boolean isNeeded() {
    return accounts.isEmpty();
  }

  void makeConfiguredAdministrator(Settings.FirstAdministrator first) {
    if (!isNeeded()) {
      return;
    }
    String email = Email.of(first.email());
    String hash = passwords.hash(first.password());
    transaction.executeWithoutResult(
        status -> {
          Made made = make(email, email, hash, settings.organization());
          first
              .apiKey()
              .ifPresent(key -> signIn.storeKey(made.accountId(), made.organizationId(), key));
        });
    LOG.info("Made the first administrator, {}", email);
  }

  /**
   * @return a session token
   * @throws KalemException forbidden when the token is wrong or set-up is over
   */
  String setUp(Request request) {
    String token = HexFormat.of().formatHex(Secrets.sha256(request.token()));
    if (!isValid(token)) {
      throw refusal();
    }
    String email = Email.of(request.email());
    String hash = passwords.hash(request.password());
    return transaction.execute(
        status -> {
          // Deleting decides a race: the link works for one visitor only.
          int used =
              jdbc.sql("delete from installation where name = ? and value = ?")
                  .params(TOKEN, token)
                  .update();
          if (used == 0 || !isNeeded()) {
            throw refusal();
          }
          Made made = make(email, request.name().trim(), hash, request.organization().trim());
          return signIn.openSession(made.accountId(), made.organizationId());
        });
  }

  /** Strangers without the token cost no hash. */
  private boolean isValid(String token) {
    return jdbc.sql("select exists (select 1 from installation where name = ? and value = ?)")
        .params(TOKEN, token)
        .query(Boolean.class)
        .single();
  }

  private static KalemException refusal() {
    return new KalemException(
        ErrorCode.FORBIDDEN,
        "This set-up link is not valid any more. Restart the server to get a new one.");
  }

  private record Made(String accountId, String organizationId) {}

  private Made make(String email, String name, String passwordHash, String organization) {
    if (name.isEmpty() || organization.isEmpty()) {
      throw KalemException.invalid("name and organization must not be empty.");
    }
    Instant now = Timestamps.now(clock);
    Account account = new Account(ids.next(0), email, name, now, Optional.empty());
    String organizationId = ids.next(0);
    accounts.addAccount(account, passwordHash);
    accounts.addOrganization(organizationId, organization, email, now);
    accounts.addMember(organizationId, account.id(), OrganizationRole.OWNER, now);
    return new Made(account.id(), organizationId);
  }
}
