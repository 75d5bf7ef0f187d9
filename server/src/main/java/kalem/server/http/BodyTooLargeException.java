package kalem.server.http;

import java.io.IOException;

/** A request body grew over the limit while it was read. */
final class BodyTooLargeException extends IOException {
  BodyTooLargeException(String message) {
    super(message);
  }
}
