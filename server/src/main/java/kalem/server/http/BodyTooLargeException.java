package kalem.server.http;

import java.io.IOException;

/** A request body grew over the limit while it was read. */
final class BodyTooLargeException extends IOException {
  BodyTooLargeException(long limit) {
    super(message(limit));
  }

  static String message(long limit) {
    return "The body is larger than "
        + limit
        + " bytes. Send it in parts, or raise KALEM_MAX_BODY on the server.";
  }
}
