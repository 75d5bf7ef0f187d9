package kalem.server.http;

import java.util.Optional;
import kalem.server.access.Caller;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller of the request being served. */
final class Callers {
  private Callers() {}

  static Optional<Caller> current() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication known
        ? Optional.of(known.caller())
        : Optional.empty();
  }

  /** The message is the documented one, for scripts; the web app goes by the code. */
  static Caller required() {
    return current().orElseThrow(() -> new KalemException(ErrorCode.SIGNED_OUT, "Invalid API KEY"));
  }
}
