package kalem.server.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The server that takes the hub's mail.
 *
 * @param from the sender of every mail, such as {@code Kalem <kalem@example.org>}
 */
public record SmtpServer(
    String host, int port, Security security, Optional<Login> login, String from) {

  /** How the connection is encrypted. */
  public enum Security {
    /** Not at all. */
    NONE,
    /** From the moment the server offers it; without the offer, mail goes unencrypted. */
    WHEN_OFFERED,
    /** As before, but without the offer nothing is sent. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  /** A user of the server. */
  public record Login(String user, String password) {
    /** Without the password, which must reach no log. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * Reads {@code smtp://user:password@host:port?from=..&starttls=..} or {@code smtps://..}.
   *
   * @throws IllegalArgumentException with a sentence for the operator; it never repeats a secret
   */
  static SmtpServer of(String text) {
    URI url = parse(text);
    boolean isTls = "smtps".equals(url.getScheme());
    Map<String, String> query = query(url);
    Optional<Login> login = login(url);
    return new SmtpServer(
        url.getHost(),
        url.getPort() > 0 ? url.getPort() : isTls ? 465 : login.isPresent() ? 587 : 25,
        isTls ? Security.TLS : startTls(query.getOrDefault("starttls", "")),
        login,
        from(query, login));
  }

  private static URI parse(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && ("smtp".equals(url.getScheme()) || "smtps".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The cause would repeat the URL, and the password in it.
      throw wrong("it is no URL; escape special characters of user and password");
    }
    throw wrong("it must look like smtp://user:password@host:587?from=kalem@example.org");
  }

  private static Security startTls(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> Security.WHEN_OFFERED;
      case "true", "required" -> Security.STARTTLS;
      case "false", "never" -> Security.NONE;
      default -> throw wrong("starttls must be required, never or absent");
    };
  }

  private static Optional<Login> login(URI url) {
    String info = url.getRawUserInfo();
    if (info == null || info.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = info.split(":", 2);
    return Optional.of(new Login(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : ""));
  }

  private static String from(Map<String, String> query, Optional<Login> login) {
    return Optional.ofNullable(query.get("from"))
        .or(() -> login.map(Login::user))
        .filter(address -> address.contains("@"))
        .orElseThrow(() -> wrong("it must name the sender, as in ?from=kalem@example.org"));
  }

  private static Map<String, String> query(URI url) {
    Map<String, String> query = new HashMap<>();
    String text = Optional.ofNullable(url.getRawQuery()).orElse("");
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length > 1 ? decode(parts[1]) : "");
    }
    return query;
  }

  private static String decode(String text) {
    try {
      // A plus stands for itself: passwords hold it.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message would repeat the value.
      throw wrong("it is not percent-encoded correctly");
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("KALEM_SMTP_URL can not be used: " + what + ".");
  }
}
