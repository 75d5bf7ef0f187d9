package kalem.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognizes the caller by header {@code apikey} or by the session cookie. */
final class CallerFilter extends OncePerRequestFilter {
  private final Authenticator authenticator;
  private final FailureWriter failures;

  CallerFilter(Authenticator authenticator, FailureWriter failures) {
    this.authenticator = authenticator;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader("apikey");
    Optional<Caller> caller =
        key != null
            ? authenticator.byApiKey(key)
            : session(request).flatMap(authenticator::bySession);
    if (key != null && caller.isEmpty()) {
      failures.write(response, new KalemException(ErrorCode.INVALID_KEY, "Invalid API KEY"));
      return;
    }
    caller.ifPresent(
        known ->
            SecurityContextHolder.getContext().setAuthentication(new CallerAuthentication(known)));
    chain.doFilter(request, response);
  }

  private static Optional<String> session(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
        .map(Cookie::getValue)
        .findFirst();
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }
}
