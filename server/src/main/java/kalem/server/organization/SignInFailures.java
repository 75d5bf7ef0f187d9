package kalem.server.organization;

import java.net.InetAddress;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Secrets;
import kalem.server.kernel.Timestamps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts failed sign-ins per account and per network address (people.md 8), in the database, so
 * that the count holds for all nodes.
 */
@Repository
class SignInFailures {
  private static final int MOST = 10;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  SignInFailures(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Addresses of no account count like those of one, so the answer tells nothing about them.
   *
   * @throws KalemException too many requests, after ten failures within a quarter of an hour
   */
  void requireFew(String email, String address) {
    Instant now = Timestamps.now(clock);
    jdbc.sql(
            """
            select max(tenth.failed_at) as since
            from (values (:account), (:network)) as asked (subject), lateral (
              select f.failed_at from sign_in_failure f
              where f.subject = asked.subject and f.failed_at > :start
              order by f.failed_at desc offset :before limit 1) as tenth
            """)
        .param("account", account(email))
        .param("network", network(address))
        .param("start", Timestamp.from(now.minus(WINDOW)))
        .param("before", MOST - 1)
        .query(
            row -> {
              Timestamp since = row.getTimestamp("since");
              if (since != null) {
                throw refusal(Duration.between(now, since.toInstant().plus(WINDOW)));
              }
            });
  }

  private static KalemException refusal(Duration wait) {
    return KalemException.later(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many failed attempts. Try again in " + (wait.toMinutes() + 1) + " minutes.",
        wait.plusSeconds(1));
  }

  void add(String email, String address) {
    Instant now = Timestamps.now(clock);
    jdbc.sql("delete from sign_in_failure where failed_at <= ?")
        .param(Timestamp.from(now.minus(WINDOW)))
        .update();
    jdbc.sql("insert into sign_in_failure (subject, failed_at) values (?, ?), (?, ?)")
        .params(account(email), Timestamp.from(now), network(address), Timestamp.from(now))
        .update();
  }

  /** Whoever knows the password starts anew; failures from the address still count. */
  void forget(String email) {
    jdbc.sql("delete from sign_in_failure where subject = ?").param(account(email)).update();
  }

  private static String account(String email) {
    return hash("account " + email);
  }

  private static String network(String address) {
    return hash("network " + networkOf(address));
  }

  /** Whoever has one IPv6 address has its whole /64. */
  private static String networkOf(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return HexFormat.of()
          .formatHex(bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Secrets.sha256(text));
  }
}
