package kalem.server.http;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/** The cookie that keeps a browser signed in: not readable by scripts, not sent by other sites. */
public final class SessionCookie {
  static final String NAME = "kalem_session";

  private SessionCookie() {}

  /** A cookie with the session's token; secure where the hub itself is reached by https. */
  public static ResponseCookie of(String token, Duration life, boolean secure) {
    return ResponseCookie.from(NAME, token)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(life)
        .build();
  }

  /** Takes the cookie away. */
  public static ResponseCookie cleared() {
    return ResponseCookie.from(NAME, "").httpOnly(true).path("/").maxAge(0).build();
  }
}
